package dev.relata.r2dbc.regression;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.notIn;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.query.Selection;
import dev.relata.r2dbc.Pooler;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.ServerFeature;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.server.ServerProfile;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What the protocol does not carry, and errors that look as if the connection were lost: it is not. */
class ColumnSizesIntegrationTest {

    private static final int MOST = 65_535;

    @Table("cups")
    record Cup(@Id long id, long trayId, long size) {
        static final ManyToOne<Cup, Tray> TRAY = manyToOne(Cup::trayId, Tray.class);
    }

    @Table("trays")
    record Tray(@Id long id) {
        static final OneToMany<Tray, Cup> CUPS = oneToMany(Tray.class, Cup::trayId);
    }

    private final TestDatabase database = TestDatabase.create();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final ConnectionPool pool = database.pool(1);
    private final Relata relata = Relata.builder()
            .store(R2dbcStore.builder()
                    .connectionFactory(pool)
                    .pooler(Pooler.SESSION)
                    // Not asked for: what is refused is refused before a connection is taken.
                    .server(ServerProfile.POSTGRESQL)
                    .listener(statement -> sent.add(statement.text()))
                    .build())
            .valuesInErrors(true)
            .model(Cup.class, Tray.class)
            .build();

    @BeforeEach
    void fill() {
        database.execute(
                "CREATE TABLE trays (id bigint PRIMARY KEY)",
                "CREATE TABLE cups (id bigint PRIMARY KEY, tray_id bigint REFERENCES trays, size bigint)",
                "INSERT INTO trays VALUES (1), (2)",
                "INSERT INTO cups VALUES (1, 1, 1), (2, 1, 2), (3, 2, 3)");
    }

    @AfterEach
    void close() {
        assertThat(database.transactions()).isZero();
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private <T> List<T> run(Publisher<T> publisher) {
        sent.clear();
        List<T> answer = Flux.from(publisher).collectList().block(Duration.ofSeconds(300));
        return answer == null ? List.of() : answer;
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    private static <T> T[] array(T... none) {
        return none;
    }

    private static Filter<Cup>[] each(int conditions, LongFunction<Condition<Long>> condition) {
        return LongStream.range(0, conditions)
                .mapToObj(number -> is(Cup::size, condition.apply(number)))
                .toList()
                .toArray(ColumnSizesIntegrationTest.<Filter<Cup>>array());
    }

    private static Filter<Cup> any(int conditions) {
        return anyOf(each(conditions, number -> eq(number + 1)));
    }

    private Selection<Cup> cups(Filter<Cup> filter) {
        return relata.from(Cup.class).where(filter);
    }

    @ParameterizedTest
    @ValueSource(ints = {32_768, MOST})
    void asManyValuesAsTheProtocolCarriesAreSent(int conditions) {
        if (conditions == MOST) {
            ServerFeature.LONG_CONDITIONS.require();
        }
        assertThat(run(cups(any(conditions)).count())).containsExactly(3L);
        assertThat(run(cups(allOf(each(conditions, number -> ne(-number)))).count()))
                .containsExactly(3L);
    }

    /** Each kind of them is one parameter, or as many as the row has columns. */
    @Test
    void keysAndRowsAreSentInAnyNumber() {
        List<Long> ids = LongStream.rangeClosed(1, MOST + 5L).boxed().toList();

        assertThat(run(relata.find(Cup.class, 1L))).hasSize(1);
        assertThat(run(cups(is(Cup::id, in(ids))).count())).containsExactly(3L);
        assertThat(run(cups(is(Cup::id, notIn(ids))).count())).containsExactly(0L);
        assertThat(run(relata.bulk()
                        .insert(ids.stream().map(id -> new Cup(10 + id, 1, id)).toList())
                        .count()))
                .containsExactly(MOST + 5L);
        assertThat(run(cups(is(Cup::id, in(ids))).update(set(Cup::size, 0L)))).containsExactly(MOST - 2L);
        assertThat(run(Flux.fromIterable(ids)
                        .flatMap(id -> relata.find(Cup.class, id), 2_048)
                        .as(relata::batched)
                        .count()))
                .containsExactly(MOST - 2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {MOST + 1, 4 * 32_768})
    void moreAreRefusedBeforeAnythingIsSent(int conditions) {
        Selection<Cup> cups = cups(any(conditions));
        List<Publisher<?>> requests = List.of(
                cups.all(),
                cups.iterate(),
                cups.first(),
                cups.one(),
                cups.count(),
                cups.exists(),
                cups.ids(),
                cups.values(Cup::size),
                cups.sum(Cup::size),
                cups.orderBy(asc(Cup::size)).page(2),
                cups.fetch(Cup.TRAY).graphs(),
                cups.fetch(Cup.TRAY).iterateGraphs(),
                cups.update(set(Cup::size, 9L)),
                cups.deleteAll(),
                relata.on(new Tray(1), Tray.CUPS).where(any(conditions)).all(),
                relata.on(new Tray(1), Tray.CUPS).where(any(conditions)).count().as(relata::batched),
                relata.from(Tray.class)
                        .whereAny(Tray.CUPS, related -> related.where(any(conditions)))
                        .all());

        for (Publisher<?> request : requests) {
            Throwable error = catchThrowable(() -> run(request));
            assertThat(error)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("65,535")
                    .hasMessageContaining("in(…)");
            assertThat(sent).isEmpty();
        }
        assertThat(run(relata.from(Cup.class).count())).containsExactly(3L);
    }

    @Test
    void theTransactionGoesOn() {
        run(relata.insert(new Cup(10, 1, 1))
                .then(cups(any(MOST + 1)).all().then().onErrorComplete(RefusedException.class))
                .then(relata.insert(new Cup(11, 1, 1)))
                .as(relata::transactional));

        assertThat(database.value("SELECT count(*) FROM cups", Long.class)).isEqualTo(5);
    }

    /** As a foreign table raises them whose server is away, or anybody's function. */
    @ParameterizedTest
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "08P01", "57P01", "57P03"})
    void anErrorOfAFunctionIsNoLostConnection(String state) {
        database.execute(
                "CREATE FUNCTION raise() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'far away'"
                        + " USING ERRCODE = '" + state + "'; END $$",
                "CREATE TRIGGER raise BEFORE INSERT ON cups FOR EACH ROW WHEN (NEW.size = 13) EXECUTE FUNCTION raise()");

        assertThatThrownBy(() -> run(relata.insert(new Cup(13, 1, 13))))
                .isInstanceOfSatisfying(StoreException.class, error -> {
                    assertThat(error).isNotInstanceOf(StoreUnavailableException.class);
                    assertThat(error.code()).isEqualTo(state);
                    assertThat(error.retryable()).isFalse();
                    assertThat(error).hasMessageContaining("far away").hasMessageNotContaining("connection");
                });
        run(relata.insert(new Cup(10, 1, 1))
                .then(relata.insert(new Cup(13, 1, 13)).then().onErrorComplete(StoreException.class))
                .then(relata.insert(new Cup(11, 1, 1)))
                .as(relata::transactional));

        assertThat(database.value("SELECT count(*) FROM cups WHERE id IN (10, 11)", Long.class))
                .isEqualTo(2);
        assertThat(database.value("SELECT count(*) FROM cups", Long.class)).isEqualTo(5);
    }

    @Test
    void whatACommitIsRefusedWithIsKnown() {
        database.execute(
                "CREATE FUNCTION raise() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'far away'"
                        + " USING ERRCODE = '08006'; END $$",
                "CREATE CONSTRAINT TRIGGER raise AFTER INSERT ON cups DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                        + " EXECUTE FUNCTION raise()");

        assertThatThrownBy(() -> run(relata.insert(new Cup(10, 1, 1)).as(relata::transactional)))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("far away");
        assertThat(database.value("SELECT count(*) FROM cups", Long.class)).isEqualTo(3);
        assertThat(run(relata.from(Cup.class).count())).containsExactly(3L);
    }

    @Test
    void aStreamThatMeetsSuchAnErrorGivesItsConnectionBack() {
        database.execute(
                "CREATE FUNCTION checked(size bigint) RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN IF size = 3 THEN"
                        + " RAISE EXCEPTION 'far away' USING ERRCODE = '08001'; END IF; RETURN size; END $$",
                "ALTER TABLE cups RENAME TO stored",
                "CREATE VIEW cups AS SELECT id, tray_id, checked(size) AS size FROM stored");

        for (Publisher<Cup> cups : List.of(
                relata.from(Cup.class).iterate(),
                relata.from(Cup.class).all(),
                relata.from(Cup.class).all().as(relata::transactional))) {
            assertThatThrownBy(() -> run(cups))
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("far away");
        }
        assertThat(run(Mono.from(relata.find(Cup.class, 1L)))).containsExactly(new Cup(1, 1, 1));
    }
}
