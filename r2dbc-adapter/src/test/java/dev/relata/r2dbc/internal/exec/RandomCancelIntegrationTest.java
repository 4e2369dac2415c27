package dev.relata.r2dbc.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.exec.PhaseProbe.Phase;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;

class RandomCancelIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final List<Phase> TARGETS =
            List.of(Phase.ACQUIRE, Phase.OPEN, Phase.FETCH, Phase.BETWEEN, Phase.CLOSE);

    private static TestDatabase database;

    private final long seed = Long.getLong("cancel.seed", System.nanoTime());
    private final ConnectionPool pool = database.pool(2);

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
        database.execute("CREATE TABLE marks (id int PRIMARY KEY)", "CREATE SEQUENCE mark_ids");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @AfterEach
    void nothingIsLeftBehindAndThePoolWorks() {
        Pools.awaitAllReturned(pool);
        Pools.await(() -> database.transactions() + database.running() == 0, () -> "transactions are open");
        assertThat(database.connections()).isBetween(1L, 2L);
        SqlSession session = SqlClient.of(pool, SqlClientOptions.defaults()).direct();
        List<Long> counts = Flux.range(1, 20)
                .flatMap(i -> session.update(Command.read("Check", "SELECT $1::int", i)))
                .collectList()
                .block(LIMIT);
        assertThat(counts).hasSize(20).containsOnly(1L);
        Pools.close(pool);
    }

    @Test
    void aThousandCursorsCancelledAtRandomPointsLeaveNothingBehind() {
        System.out.println("cancel.seed=" + seed);
        Random random = new Random(seed);
        Map<Phase, AtomicInteger> hits = new ConcurrentHashMap<>();
        Flux.range(0, 1000)
                .map(i -> new Victim(TARGETS.get(i % TARGETS.size()), 1 + random.nextInt(4), random.nextInt(250)))
                .flatMap(victim -> victim.run(pool, hits), 4)
                .then()
                .block(LIMIT);
        Map<Phase, Integer> counts = new EnumMap<>(Phase.class);
        hits.forEach((phase, count) -> counts.put(phase, count.get()));
        System.out.println("cancelled in " + counts);
        assertThat(TARGETS)
                .allSatisfy(phase -> assertThat(counts.getOrDefault(phase, 0)).isGreaterThanOrEqualTo(100));
    }

    @Test
    void cancelledTransactionsStoreNothing() {
        System.out.println("cancel.seed=" + seed);
        Random random = new Random(seed);
        SqlClient client = SqlClient.of(pool, SqlClientOptions.defaults());
        Flux.range(0, 500)
                .map(i -> random.nextInt(3000))
                .flatMap(micros -> work(client).takeUntilOther(Mono.delay(Duration.ofNanos(1000L * micros))), 4)
                .then()
                .block(LIMIT);
        Pools.awaitAllReturned(pool);
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isZero();
    }

    /** Writes, lookups, a cursor and inner transactions, and never an end. */
    private static Flux<Long> work(SqlClient client) {
        Command insert = Command.write("Mark", "INSERT INTO marks SELECT nextval($1)", "mark_ids");
        Command lookup = Command.read("Look", "SELECT $1::int", 1);
        Command series = Command.read("Series", "SELECT i FROM generate_series(1, $1) i", 300);
        return Flux.usingWhen(
                client.begin(TransactionOptions.defaults()),
                tx -> tx.cursor(series, CursorOptions.fixed(20), row -> 1)
                        .flatMap(i -> Flux.merge(
                                tx.update(lookup),
                                Flux.usingWhen(
                                        tx.nested(),
                                        inner -> inner.update(insert).then(inner.update(lookup)),
                                        SqlTransaction::commit,
                                        (inner, error) -> inner.rollback(),
                                        SqlTransaction::rollback)))
                        .concatWith(Mono.never()),
                SqlTransaction::commit,
                (tx, error) -> tx.rollback(),
                SqlTransaction::rollback);
    }

    /** One stream, cancelled so long after it has entered a phase for the nth time. */
    private static final class Victim extends BaseSubscriber<Integer> {

        private final Phase target;
        private final AtomicInteger entriesLeft;
        private final int micros;
        private final PhaseProbe probe = PhaseProbe.telling(this::entered);
        private volatile Runnable ended = () -> {};
        private Map<Phase, AtomicInteger> hits = Map.of();

        private Victim(Phase target, int entries, int micros) {
            this.target = target;
            boolean often = target == Phase.FETCH || target == Phase.BETWEEN;
            this.entriesLeft = new AtomicInteger(often ? entries : 1);
            this.micros = micros;
        }

        private Mono<Void> run(ConnectionPool pool, Map<Phase, AtomicInteger> into) {
            hits = into;
            Command series = Command.read("Series", "SELECT i FROM generate_series(1, $1) i", 350);
            return Mono.create(sink -> {
                ended = sink::success;
                SqlClient.of(probe.watch(pool), SqlClientOptions.defaults())
                        .direct()
                        .cursor(series, CursorOptions.fixed(40), row -> 1)
                        .subscribe(this);
            });
        }

        private void entered(Phase phase) {
            if (phase != target || entriesLeft.decrementAndGet() != 0) {
                return;
            }
            if (micros % 2 == 0) {
                strike();
            } else {
                Schedulers.parallel().schedule(this::strike, micros, TimeUnit.MICROSECONDS);
            }
        }

        private void strike() {
            hits.computeIfAbsent(probe.phase(), phase -> new AtomicInteger()).incrementAndGet();
            cancel();
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(30);
        }

        @Override
        protected void hookOnNext(Integer row) {
            if (row == 1) {
                Schedulers.parallel().schedule(() -> request(1), 20, TimeUnit.MICROSECONDS);
            }
        }

        @Override
        protected void hookFinally(SignalType type) {
            ended.run();
        }
    }
}
