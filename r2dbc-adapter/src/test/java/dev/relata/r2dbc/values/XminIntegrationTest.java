package dev.relata.r2dbc.values;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.error.StaleRowException;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Version;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.test.InMemoryStore;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The version that PostgreSQL itself keeps of every row. */
class XminIntegrationTest {

    record Shelf(@Id long id) {
        static final OneToMany<Shelf, Film> FILMS = oneToMany(Shelf.class, Film::shelfId);
    }

    record Film(
            @Id @Nullable Long id,
            @Nullable Long shelfId,
            String title,
            @Version(Version.Source.XMIN) @Nullable Long version) {
        static final ManyToOne<Film, Shelf> SHELF =
                manyToOne(Film::shelfId, Shelf.class).optional();

        Film called(String other) {
            return new Film(id, shelfId, other, version);
        }
    }

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = database.pool(1);
    private final Relata relata = Relata.builder()
            .store(R2dbcStore.of(pool))
            .model(Film.class, Shelf.class)
            .build();

    private static <T> T now(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(Duration.ofSeconds(30)));
    }

    private Film stored(Film film) {
        return now(relata.find(Film.class, Objects.requireNonNull(film.id())));
    }

    @BeforeEach
    void createSchema() {
        relata.schema().create().block(Duration.ofSeconds(30));
    }

    @AfterEach
    void drop() {
        pool.disposeLater().block(Duration.ofSeconds(30));
        database.close();
    }

    @Test
    void needsNoColumn() {
        assertThat(relata.schema().ddl()).doesNotContain("xmin");
        assertThat(now(relata.schema().validate().collectList())).isEmpty();
    }

    @Test
    void everyWriteAnswersTheVersionThatTheRowHas() {
        Film first = now(relata.insert(new Film(null, null, "a", null)));
        assertThat(first.version()).isNotNull();
        assertThat(stored(first)).isEqualTo(first);

        Film second = now(relata.update(first.called("b")));
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(stored(first)).isEqualTo(second);

        Film third = now(relata.bulk().update(List.of(second.called("c"))).single());
        assertThat(stored(first)).isEqualTo(third);

        now(relata.insert(new Shelf(1)));
        Film fourth = now(relata.on(new Shelf(1), Shelf.FILMS).add(third));
        assertThat(stored(first)).isEqualTo(fourth);
        Film fifth = now(relata.on(fourth, Film.SHELF).set(null));
        assertThat(stored(first)).isEqualTo(fifth);
    }

    @Test
    void aRowThatAnybodyHasChangedIsStale() {
        Film film = now(relata.insert(new Film(null, null, "a", null)));
        database.execute("UPDATE films SET title = 'other'");

        assertThatThrownBy(() -> now(relata.update(film.called("b")))).isInstanceOf(StaleRowException.class);
        assertThatThrownBy(() -> now(relata.delete(film))).isInstanceOf(StaleRowException.class);
        assertThatThrownBy(() ->
                        now(relata.bulk().update(List.of(film.called("c"))).collectList()))
                .isInstanceOf(StaleRowException.class);
        assertThat(stored(film).title()).isEqualTo("other");
        assertThat(now(relata.from(Film.class).update(set(Film::title, "d")))).isEqualTo(1);
        assertThat(now(relata.delete(stored(film)))).isTrue();
    }

    @Test
    void manyRowsAreInsertedAndUpdated() {
        List<Film> films = java.util.stream.IntStream.range(0, 2000)
                .mapToObj(i -> new Film(null, null, "film " + i, null))
                .toList();
        List<Film> stored = now(relata.bulk().insert(films).collectList());
        assertThat(stored).allMatch(film -> film.version() != null);
        List<Film> updated = now(relata.bulk()
                .update(stored.stream().map(film -> film.called("x")).toList())
                .collectList());
        assertThat(updated).hasSize(2000);
        assertThat(stored(updated.get(7))).isEqualTo(updated.get(7));
    }

    @Test
    void anUpsertIsRefused() {
        Film film = now(relata.insert(new Film(null, null, "a", null)));

        assertThatThrownBy(() -> now(relata.upsert(film)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll("Film.version", "update");
    }

    @Test
    void otherStoresRefuseTheModel() {
        assertThatThrownBy(() -> Relata.builder()
                        .store(InMemoryStore.create())
                        .model(Film.class, Shelf.class)
                        .build())
                .isInstanceOf(ModelException.class)
                .hasMessageContainingAll("Film.version", "ROW_VERSIONS");
    }
}
