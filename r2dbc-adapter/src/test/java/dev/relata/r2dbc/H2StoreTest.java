package dev.relata.r2dbc;

import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.RelataException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Version;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A store over H2 as a user makes it, by a URL. */
class H2StoreTest {

    public record Shelf(@Id @Nullable Long id, String name) {

        public static final OneToMany<Shelf, Volume> VOLUMES = oneToMany(Shelf.class, Volume::shelfId);
    }

    public record Volume(@Id @Nullable Long id, long shelfId, String title) {}

    public record Dated(
            @Id long id, String text, @Version @Nullable LocalDateTime changed) {}

    public record Secret(
            @Id long id,
            long code,
            @Column(type = "date") String born,
            @Column(type = "smallint") int small,
            @Column(type = "real") double ratio) {}

    private static Relata over(R2dbcStore store) {
        return Relata.builder().store(store).model(Shelf.class, Volume.class).build();
    }

    private static <R> R value(Mono<R> work) {
        return work.blockOptional().orElseThrow();
    }

    @Test
    void aUrlInMemoryIsEnough() {
        R2dbcStore store = R2dbcStore.builder()
                .url("r2dbc:h2:mem:///" + UUID.randomUUID() + "?options=DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE")
                .build();
        Relata relata = over(store);

        relata.schema().create().as(StepVerifier::create).verifyComplete();
        Shelf shelf = value(relata.insert(new Shelf(null, "one")));
        relata.on(shelf, Shelf.VOLUMES)
                .create(new Volume(null, 0, "a volume"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(value(relata.on(shelf, Shelf.VOLUMES).all().collectList()))
                .extracting(Volume::title)
                .containsExactly("a volume");
        assertThat(store.explain()).contains("H2");
        store.close().as(StepVerifier::create).verifyComplete();
    }

    @Test
    void rowsOfAFileAreThereWhenItIsOpenedAgain(@TempDir Path directory) {
        String url = "r2dbc:h2:file:///" + directory.resolve("shelves") + "?options=DATABASE_TO_LOWER=TRUE";
        R2dbcStore first =
                R2dbcStore.builder().url(url).username("sa").password("").build();
        over(first).schema().create().as(StepVerifier::create).verifyComplete();
        value(over(first).insert(new Shelf(null, "kept")));
        first.close().as(StepVerifier::create).verifyComplete();

        R2dbcStore second =
                R2dbcStore.builder().url(url).username("sa").password("").build();
        assertThat(value(over(second).from(Shelf.class).all().collectList()))
                .extracting(Shelf::name)
                .containsExactly("kept");
        second.close().as(StepVerifier::create).verifyComplete();
    }

    /** Versions are local times in UTC; the zone of the session is another one, by half an hour too. */
    @Test
    void timesAreThoseOfUtcWhateverTheZoneOfTheSession() {
        R2dbcStore store = R2dbcStore.builder()
                .url("r2dbc:h2:mem:///" + UUID.randomUUID()
                        + "?options=DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE;TIME%20ZONE=Asia/Kolkata")
                .build();
        Relata relata = Relata.builder().store(store).model(Dated.class).build();
        relata.schema().create().as(StepVerifier::create).verifyComplete();

        Dated inserted = value(relata.insert(new Dated(1, "one", null)));
        Dated updated = value(relata.update(new Dated(1, "two", inserted.changed())));

        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        assertThat(inserted.changed()).isBetween(now.minusMinutes(5), now.plusMinutes(5));
        assertThat(updated.changed()).isAfter(inserted.changed()).isBefore(now.plusMinutes(5));
        store.close().as(StepVerifier::create).verifyComplete();
    }

    /** In messages of the database, and of what is refused before it is sent. */
    @Test
    void errorsShowNoValuesUnlessThatIsAskedFor() {
        H2Database database = H2Database.create();
        database.execute(
                "CREATE TABLE secrets (id BIGINT PRIMARY KEY, code BIGINT, born DATE, small SMALLINT, ratio REAL)",
                "CREATE UNIQUE INDEX ux ON secrets(code)");
        R2dbcStore store = R2dbcStore.of(database.connectionFactory());
        Relata relata = Relata.builder().store(store).model(Secret.class).build();
        Relata open = Relata.builder()
                .store(store)
                .valuesInErrors(true)
                .model(Secret.class)
                .build();
        value(relata.insert(new Secret(1, 77_777, "2026-01-02", 1, 1)));

        List<Secret> refused = List.of(
                new Secret(2, 77_777, "2026-01-02", 1, 1),
                new Secret(3, 3, "day 77777", 1, 1),
                new Secret(4, 4, "2026-01-02", 77_777, 1),
                new Secret(5, 5, "2026-01-02", 1, 77_777e300));
        for (Secret each : refused) {
            relata.insert(each).as(StepVerifier::create).verifyErrorSatisfies(error -> {
                assertThat(error).isInstanceOf(RelataException.class);
                assertThat(said(error)).doesNotContain("77777", "7.7777");
                assertThat(((RelataException) error).messageWithValues()).containsPattern("77777|7.7777");
            });
            open.insert(each)
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(error -> assertThat(said(error)).containsPattern("77777|7.7777"));
        }
        assertThat(value(relata.from(Secret.class).count())).isEqualTo(1);
        database.close();
    }

    private static String said(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void whatOnlyPostgresqlHasIsRefused() {
        assertThatThrownBy(() -> R2dbcStore.builder()
                        .url("r2dbc:h2:mem:///none")
                        .reader("r2dbc:h2:mem:///other")
                        .build())
                .hasMessageContaining("readers are those of PostgreSQL");
    }
}
