package dev.relata.r2dbc.values;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relata.Relata;
import dev.relata.error.RelataException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.Label;
import dev.relata.query.Page;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Labels in columns of text, and in those of an enum type of the database. */
class LabelIntegrationTest {

    enum Rating {
        G,
        @Label("PG-13")
        PG_13,
        @JsonProperty("A")
        ADULTS
    }

    record Film(
            @Id @Nullable Integer id,
            Rating text,
            @Column(type = "mpaa_rating") Rating rating,
            @Column(type = "mpaa_rating[]") Rating[] others) {}

    private static final String TYPE = "CREATE TYPE mpaa_rating AS ENUM ('G', 'PG-13', 'A')";

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = database.pool(1);
    private final Relata relata =
            Relata.builder().store(R2dbcStore.of(pool)).model(Film.class).build();

    private static <T> T now(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(Duration.ofSeconds(30)));
    }

    private static Film film(Rating rating) {
        return new Film(null, rating, rating, new Rating[] {rating, Rating.PG_13});
    }

    private void createSchema() {
        database.execute(TYPE);
        relata.schema().create().block(Duration.ofSeconds(30));
    }

    @AfterEach
    void drop() {
        pool.disposeLater().block(Duration.ofSeconds(30));
        database.close();
    }

    @Test
    void theDatabaseHoldsTheLabels() {
        createSchema();
        Film film = now(relata.insert(film(Rating.PG_13)));

        assertThat(film.others()).containsExactly(Rating.PG_13, Rating.PG_13);
        assertThat(database.value("SELECT text || ' ' || rating || ' ' || others::text FROM films", String.class))
                .isEqualTo("PG-13 PG-13 {PG-13,PG-13}");
        assertThat(now(relata.schema().validate().collectList())).isEmpty();
    }

    /** By COPY where it can be copied. */
    @Test
    void largeChunksHoldTheLabels() {
        createSchema();
        List<Film> films = IntStream.range(0, 3000)
                .mapToObj(i -> film(Rating.values()[i % 3]))
                .toList();

        assertThat(now(relata.bulk().insert(Film.class, Flux.fromIterable(films))))
                .isEqualTo(3000);
        assertThat(database.value(
                        "SELECT count(*) FROM films WHERE text = rating::text AND text IN ('G', 'PG-13', 'A')",
                        Long.class))
                .isEqualTo(3000);
    }

    /** Texts sort by label, constants of the database's type in the order of that. */
    @Test
    void orderAndConditionsAreTheDatabases() {
        createSchema();
        now(relata.bulk()
                .insert(List.of(film(Rating.ADULTS), film(Rating.G), film(Rating.PG_13)))
                .collectList());

        assertThat(now(relata.from(Film.class)
                        .orderBy(asc(Film::text))
                        .values(Film::text)
                        .collectList()))
                .containsExactly(Rating.ADULTS, Rating.G, Rating.PG_13);
        assertThat(now(relata.from(Film.class)
                        .orderBy(asc(Film::rating))
                        .values(Film::rating)
                        .collectList()))
                .containsExactly(Rating.G, Rating.PG_13, Rating.ADULTS);
        assertThat(now(relata.from(Film.class).where(Film::rating, gt(Rating.G)).count()))
                .isEqualTo(2);
        assertThat(now(relata.from(Film.class)
                        .where(Film::rating, in(Rating.PG_13, Rating.G))
                        .count()))
                .isEqualTo(2);
        Page<Film> first =
                now(relata.from(Film.class).orderBy(asc(Film::rating)).page(2));
        Page<Film> second = now(relata.from(Film.class)
                .orderBy(asc(Film::rating))
                .page(2, first.next().orElseThrow()));
        assertThat(second.items()).extracting(Film::rating).containsExactly(Rating.ADULTS);
    }

    /** Written by another program. */
    @Test
    void anUnknownLabelIsNamed() {
        createSchema();
        database.execute("INSERT INTO films (text, rating, others) VALUES ('PG_13', 'G', '{}')");

        assertThat(relata.from(Film.class)
                        .all()
                        .collectList()
                        .onErrorResume(e -> Mono.empty())
                        .blockOptional())
                .isEmpty();
        assertThat(now(relata.from(Film.class)
                        .all()
                        .map(film -> "read")
                        .onErrorResume(error -> Mono.just(((RelataException) error).messageWithValues()))
                        .single()))
                .contains("Film.text", "PG_13", "[G, PG-13, A]");
    }
}
