package dev.relata.r2dbc.regression;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.query.Bulk;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Values that others have stored and that Java has no counterpart for: the row fails, and nothing else does. */
class UnreadableValueIntegrationTest {

    enum Mood {
        GLAD,
        SAD
    }

    record Size(int width, int height) {}

    @Table("boxes")
    record Box(
            @Id long id,
            long shelfId,
            @Column(type = "bigint") int weight,
            Mood mood,
            BigDecimal price,
            @Nullable Size size) {
        static final ManyToOne<Box, Shelf> SHELF = manyToOne(Box::shelfId, Shelf.class);
    }

    @Table("shelves")
    record Shelf(@Id long id, @Column(type = "bigint") int height) {
        static final OneToMany<Shelf, Box> BOXES = oneToMany(Shelf.class, Box::shelfId);

        Shelf {
            if (height < 0) {
                throw new IllegalArgumentException("too low");
            }
        }
    }

    record BoxView(long id, int weight) {}

    record ShelfView(long id, List<BoxView> boxes) {}

    private static final long SHELVES = 4;

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = database.pool(1);
    private final Relata relata = Relata.builder()
            .store(R2dbcStore.of(pool))
            .model(Box.class, Shelf.class)
            .build();

    @BeforeEach
    void fill() {
        database.execute(
                "CREATE TABLE shelves (id bigint PRIMARY KEY, height bigint)",
                "CREATE TABLE boxes (id bigint PRIMARY KEY, shelf_id bigint, weight bigint, mood text, price numeric,"
                        + " size jsonb)",
                "INSERT INTO shelves SELECT n, n FROM generate_series(1, " + SHELVES + ") AS n",
                "INSERT INTO boxes SELECT n, (n + 1) / 2, n, 'GLAD', n, '{\"width\": 1, \"height\": 2}'"
                        + " FROM generate_series(1, 8) AS n");
    }

    @AfterEach
    void close() {
        assertThat(database.transactions()).isZero();
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        List<T> answer = Flux.from(publisher).collectList().block(Duration.ofSeconds(30));
        return answer == null ? List.of() : answer;
    }

    private List<String> shelves() {
        return run(Flux.range(1, (int) SHELVES)
                .flatMapSequential(id -> relata.on(new Shelf(id, id), Shelf.BOXES)
                        .all()
                        .map(Box::id)
                        .collectList()
                        .map(String::valueOf)
                        .onErrorResume(error -> Mono.just(String.valueOf(error.getMessage()))))
                .as(relata::batched));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weight = 99999999999",
                "weight = NULL",
                "mood = 'ANGRY'",
                "price = 'NaN'",
                "size = '[1]'",
                "size = '{\"width\": \"wide\"}'",
                "size = '{\"width\": 99999999999, \"height\": 1}'"
            })
    void theOwnerOfTheRowFailsAloneAndItsErrorNamesPropertyAndRow(String change) {
        database.execute("UPDATE boxes SET " + change + " WHERE id = 5");

        List<String> answers = shelves();

        assertThat(answers.get(2)).contains("Box." + change.split(" ")[0]).contains("id=5");
        answers.remove(2);
        assertThat(answers).containsExactly("[1, 2]", "[3, 4]", "[7, 8]");
        assertThatThrownBy(() -> run(relata.from(Box.class).all()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("Box." + change.split(" ")[0])
                .hasMessageContaining("id=5");
        assertThatThrownBy(() -> run(relata.from(Box.class).iterate()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("id=5");
    }

    @Test
    void whatRefersToTheRowFailsAlone() {
        database.execute("UPDATE shelves SET height = 99999999999 WHERE id = 2");

        List<String> answers = run(Flux.range(1, 8)
                .flatMapSequential(id -> relata.on(
                                new Box(id, (id + 1) / 2, id, Mood.GLAD, BigDecimal.ONE, null), Box.SHELF)
                        .get()
                        .map(shelf -> "" + shelf.id())
                        .onErrorReturn(InvalidValueException.class, "unreadable"))
                .as(relata::batched));

        assertThat(answers).containsExactly("1", "1", "unreadable", "unreadable", "3", "3", "4", "4");
    }

    @Test
    void aTransactionGoesOnAndCommits() {
        database.execute("UPDATE boxes SET mood = 'ANGRY' WHERE id = 5");

        run(relata.insert(new Shelf(9, 9))
                .then(Mono.fromSupplier(() -> 1))
                .thenMany(Flux.range(1, 4)
                        .flatMapSequential(id -> relata.on(new Shelf(id, id), Shelf.BOXES)
                                .all()
                                .count()
                                .onErrorReturn(-1L))
                        .as(relata::batched))
                .collectList()
                .doOnNext(counts -> assertThat(counts).containsExactly(2L, 2L, -1L, 2L))
                .flatMap(counts -> relata.insert(new Shelf(10, 10)))
                .as(relata::transactional));

        assertThat(database.value("SELECT count(*) FROM shelves", Long.class)).isEqualTo(SHELVES + 2);
    }

    private <R> void endsBehind(Flux<R> answers, Function<R, Object> id, Object... before) {
        List<Object> seen = new ArrayList<>();
        assertThatThrownBy(() -> run(answers.map(id).doOnNext(seen::add)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("id=");
        assertThat(seen).containsExactly(before);
        assertThat(run(relata.from(Shelf.class).count()))
                .as("the connection goes on")
                .containsExactly(SHELVES);
    }

    /** What a trigger has made of a row, be it none of the record's values or none of Java's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "height := NULL",
                "height := 99999999999",
                "height := -1",
            })
    void aWriteWhoseAnswerCannotBeReadSaysThatItIsStored(String change) {
        database.execute(
                "DELETE FROM boxes",
                "DELETE FROM shelves",
                "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.height > 6 THEN NEW."
                        + change + "; END IF; RETURN NEW; END $$",
                "CREATE TRIGGER spoil BEFORE INSERT OR UPDATE ON shelves FOR EACH ROW EXECUTE FUNCTION spoil()");
        run(relata.insert(new Shelf(1, 1)));
        List<Shelf> shelves = LongStream.range(2, 20_000)
                .mapToObj(id -> new Shelf(id, (int) id))
                .toList();
        Shelf seven = new Shelf(7, 7);
        Shelf one = new Shelf(1, 7);

        stored(1, relata.insert(seven));
        stored(1, relata.upsert(seven));
        stored(1, relata.getOrCreate(seven, Shelf::id));
        stored(1, relata.upsert(seven, Shelf::id));
        stored(6, relata.bulk().insert(shelves.subList(0, 6)));
        stored(6, relata.bulk().upsert(shelves.subList(0, 6)));
        stored(19_998, relata.bulk(Bulk.chunkSize(30_000)).insert(shelves));
        stored(0, relata.bulk().insert(shelves));
        stored(0, relata.bulk(Bulk.chunkSize(6).onProgress(progress -> {})).insert(shelves.subList(0, 6)));
        stored(0, relata.bulk().insert(shelves.subList(0, 6)).as(relata::transactional));
        stored(0, relata.insert(seven).as(relata::transactional));
        stored(0, relata.bulk().update(List.of(one)));
        stored(1, relata.update(one));
    }

    private void stored(long rows, Publisher<?> write) {
        assertThatThrownBy(() -> run(write))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageMatching(rows > 0 ? "(?s).*; what was written is stored" : "(?s)(?!.*is stored$).*");
        assertThat(database.value("SELECT count(*) FROM shelves WHERE id > 1", Long.class)
                        + database.value(
                                "SELECT count(*) FROM shelves WHERE id = 1 AND height IS DISTINCT FROM 1", Long.class))
                .isEqualTo(rows);
        database.execute("DELETE FROM shelves WHERE id > 1");
    }

    @Test
    void graphsAndViewsEndBeforeTheFirstThatHasSuchARow() {
        database.execute("UPDATE boxes SET weight = 99999999999 WHERE id = 6");
        Selection<Shelf> shelves = relata.from(Shelf.class).orderBy(asc(Shelf::id));

        endsBehind(shelves.fetch(Shelf.BOXES).graphs(), graph -> graph.root().id(), 1L, 2L);
        endsBehind(
                shelves.fetch(Shelf.BOXES).iterateGraphs(),
                graph -> graph.root().id(),
                1L,
                2L);
        endsBehind(shelves.into(ShelfView.class).all(), ShelfView::id, 1L, 2L);
        endsBehind(shelves.into(ShelfView.class).iterate(Iteration.fetchSize(1)), ShelfView::id, 1L, 2L);

        database.execute("UPDATE shelves SET height = 99999999999 WHERE id = 2");
        endsBehind(shelves.fetch(Shelf.BOXES).graphs(), graph -> graph.root().id(), 1L);
        endsBehind(
                shelves.fetch(Shelf.BOXES).iterateGraphs(),
                graph -> graph.root().id(),
                1L);
        endsBehind(
                shelves.graphs().as(relata::transactional),
                graph -> graph.root().id(),
                1L);
        endsBehind(
                relata.from(Box.class).orderBy(asc(Box::id)).fetch(Box.SHELF).iterateGraphs(),
                graph -> graph.root().id(),
                1L,
                2L);
    }
}
