package dev.relata.r2dbc;

import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.StoreUnavailableException;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A stream whose consumer is slower than the server lets a transaction idle. */
class StreamIdleIntegrationTest {

    private static final Duration PAUSE = Duration.ofMillis(600);
    private static final Iteration FETCHES = Iteration.fetchSize(10);

    record Rack(@Id long id) {}

    record Jar(@Id long id, long rackId) {
        static final ManyToOne<Jar, Rack> RACK = manyToOne(Jar::rackId, Rack.class);
    }

    private static TestDatabase database;

    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();
    private final ConnectionPool pool = TestDatabase.pool(
            new io.r2dbc.postgresql.PostgresqlConnectionFactory(database.configuration()
                    .options(Map.of("idle_in_transaction_session_timeout", "150ms"))
                    .build()),
            3);

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE racks (id bigint PRIMARY KEY)",
                "CREATE TABLE jars (id bigint PRIMARY KEY, rack_id bigint REFERENCES racks)"
                        + " WITH (fillfactor = 10, autovacuum_enabled = off)",
                "INSERT INTO racks VALUES (1)",
                "INSERT INTO jars SELECT g, 1 FROM generate_series(1, 100) g");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(Duration.ofSeconds(10));
    }

    private Relata relata(Function<R2dbcStoreBuilder, R2dbcStoreBuilder> options) {
        R2dbcStoreBuilder builder = R2dbcStore.builder().connectionFactory(pool).listener(executed::add);
        return Relata.builder()
                .store(options.apply(builder).build())
                .model(Rack.class, Jar.class)
                .build();
    }

    private static List<Publisher<?>> streams(Relata relata) {
        return List.of(
                relata.from(Jar.class).iterate(FETCHES),
                relata.from(Jar.class).fetch(Jar.RACK).iterateGraphs(FETCHES),
                relata.from(Jar.class).iterate(Iteration.parallel(2)).limitRate(1),
                relata.from(Jar.class).iterate(FETCHES).as(relata::batched));
    }

    private static Mono<Long> slowly(Publisher<?> rows) {
        return Flux.from(rows)
                .index()
                .concatMap(row -> row.getT1() == 45 ? Mono.just(row).delayElement(PAUSE) : Mono.just(row), 1)
                .count();
    }

    @Test
    void theSettingOfTheServerStaysUnlessAnotherIsGiven() {
        slowly(streams(relata(builder -> builder)).get(0))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("idle_in_transaction_session_timeout"));
    }

    @Test
    void aStreamMayWaitForItsConsumer() {
        for (Publisher<?> stream : streams(relata(builder -> builder.streamIdleLimit(Duration.ZERO)))) {
            slowly(stream).as(StepVerifier::create).expectNext(100L).verifyComplete();
        }
    }

    @Test
    void theTransactionsOfUsersKeepTheSettingOfTheServer() {
        Relata relata = relata(builder -> builder.streamIdleLimit(Duration.ZERO));

        relata.from(Rack.class)
                .count()
                .delayElement(PAUSE)
                .flatMap(any -> relata.from(Rack.class).count())
                .as(relata::transactional)
                .as(StepVerifier::create)
                .verifyError(StoreUnavailableException.class);
    }

    @Test
    void itCostsNoStatement() {
        Relata relata = relata(builder -> builder.streamIdleLimit(Duration.ofMinutes(5))
                .pooler(Pooler.SESSION)
                .server(ServerProfile.POSTGRESQL));

        relata.from(Jar.class)
                .iterate(FETCHES)
                .count()
                .as(StepVerifier::create)
                .expectNext(100L)
                .verifyComplete();

        assertThat(executed)
                .filteredOn(statement -> statement.kind() == StatementKind.CONTROL)
                .extracting(ExecutedStatement::text)
                .containsExactly(
                        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 300000",
                        "COMMIT");
    }

    @Test
    void aTimeThatTheServerDoesNotTakeIsRefused() {
        for (Duration time :
                List.of(Duration.ofMillis(-1), Duration.ofNanos(1), Duration.ofMillis(Integer.MAX_VALUE + 1L))) {
            assertThatThrownBy(() -> R2dbcStore.builder().streamIdleLimit(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("streamIdle");
        }
    }
}
