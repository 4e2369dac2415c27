package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.CommitUnknownException;
import dev.relata.error.RelataException;
import dev.relata.r2dbc.faults.Direction;
import dev.relata.r2dbc.faults.Fault;
import dev.relata.r2dbc.faults.FaultProxy;
import dev.relata.test.InMemoryStore;
import dev.relata.test.internal.program.ProgramStep;
import dev.relata.test.internal.program.RandomProgram;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Random requests over random models while the network fails: each is stored whole, as the store in memory has it, or not at all, as its
 * error says. The first quarter of the requests meets no fault, so that there are rows. The program is that of seed 1, or of {@code
 * -Drelata.seed=…}; with {@code -Drelata.requests=…}, which is the number of requests in the long form, the seed is random.
 */
class ProgramFaultsIntegrationTest {

    private static final Duration HANGS = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Natural logarithms of the bytes after which a fault comes: the answer to a write is short, most requests move up to 2,000. */
    private static final double SHORTEST = 0;

    private static final double LONGEST = 8;

    private final long seed =
            Long.getLong("relata.seed", Integer.getInteger("relata.requests") == null ? 1 : System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, Integer> seen = new TreeMap<>();

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void cutsOverPostgres() throws IOException {
        postgres(80, 0);
    }

    @Test
    @Timeout(300)
    void cutsAndSilentNetworksOverMariaDb() throws IOException {
        mariaDb(80, 5);
    }

    @Test
    @Tag("soak")
    @Timeout(7200)
    void manyCutsOverPostgres() throws IOException {
        postgres(Integer.getInteger("relata.requests", 1000), 0);
    }

    @Test
    @Tag("soak")
    @Timeout(7200)
    void manyCutsAndSilentNetworksOverMariaDb() throws IOException {
        mariaDb(Integer.getInteger("relata.requests", 1000), 200);
    }

    private void postgres(int requests, int silences) throws IOException {
        try (TestDatabase database = TestDatabase.create();
                FaultProxy proxy = FaultProxy.to(database.host(), database.port())) {
            PostgresqlConnectionFactory faulty = new PostgresqlConnectionFactory(database.configuration()
                    .host("localhost")
                    .port(proxy.port())
                    .build());
            run(database.connectionFactory(), faulty, proxy, requests, silences);
        }
    }

    private void mariaDb(int requests, int silences) throws IOException {
        MariaDbServer server = MariaDbServer.get();
        try (MariaDbDatabase database = MariaDbDatabase.create();
                FaultProxy proxy = FaultProxy.to(server.host(), server.port())) {
            run(database.connectionFactory(), database.connectionFactory(proxy.port()), proxy, requests, silences);
        }
    }

    private void run(ConnectionFactory direct, ConnectionFactory faulty, FaultProxy proxy, int requests, int silences)
            throws IOException {
        RandomProgram program = RandomProgram.compiled(seed, requests + silences, folder);
        Class<?>[] model = program.steps().model().toArray(Class<?>[]::new);
        ConnectionPool pool = pool(faulty);
        R2dbcStore store = R2dbcStore.builder()
                .connectionFactory(pool)
                .endingTimeout(LIMIT)
                .build();
        Relata observer =
                Relata.builder().store(R2dbcStore.of(direct)).model(model).build();
        observer.schema().create().block(HANGS);
        List<ProgramStep> ours =
                program.steps().steps(Relata.builder().store(store).model(model).build());
        Relata memory =
                Relata.builder().store(InMemoryStore.create()).model(model).build();
        List<ProgramStep> theirs = program.steps().steps(memory);
        List<String> before = rows(program, observer);
        for (int i = 0; i < ours.size(); i++) {
            boolean silent = i >= requests;
            boolean filling = i < requests / 4;
            Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
            long at = (long) Math.exp(SHORTEST + random.nextDouble() * (LONGEST - SHORTEST));
            if (random.nextInt(4) > 0) {
                connect(pool);
            }
            if (!filling) {
                proxy.arm(silent ? Fault.swallow(direction, at) : Fault.cut(direction, at, random.nextBoolean()));
            }
            Throwable error = error(ours.get(i), silent);
            TestDatabase.await(store::heldConnections, 0);
            proxy.arm(Fault.NONE);
            if (silent) {
                proxy.cutAll();
            }
            List<String> after = rows(program, observer);
            String what = "seed %d, request %d, fault at byte %d %s: %s, which ended in %s%nover%n%s"
                    .formatted(seed, i, at, direction, ours.get(i).text(), error, program.model());
            check(what, error, silent, !after.equals(before));
            if (error == null || !after.equals(before)) {
                error(theirs.get(i), false);
                assertThat(after).as(what).isEqualTo(rows(program, memory));
            }
            before = after;
        }
        pool.disposeLater().onErrorComplete().block(HANGS);
        System.out.println("relata.seed=" + seed + " " + seen);
    }

    /** Lets a connection be at hand: else the fault meets its beginning, before anything is written. */
    private static void connect(ConnectionPool pool) {
        Mono.usingWhen(pool.create(), connection -> Mono.empty(), Connection::close)
                .then()
                .block(HANGS);
    }

    private static ConnectionPool pool(ConnectionFactory faulty) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(faulty)
                .initialSize(0)
                .maxSize(2)
                .maxAcquireTime(Duration.ofSeconds(5))
                .maxCreateConnectionTime(Duration.ofSeconds(2))
                .build());
    }

    private void check(String what, @Nullable Throwable error, boolean silent, boolean changed) {
        seen.merge(error == null ? "success" : error.getClass().getSimpleName(), 1, Integer::sum);
        if (error == null) {
            return;
        }
        if (silent) {
            assertThat(error).as(what).isInstanceOfAny(TimeoutException.class, RelataException.class);
            return;
        }
        assertThat(error).as(what).isInstanceOf(RelataException.class);
        if (!(error instanceof CommitUnknownException)) {
            assertThat(changed).as(what).isFalse();
        }
    }

    private static @Nullable Throwable error(ProgramStep step, boolean limited) {
        Flux<?> answers = Flux.defer(() -> Flux.from(step.request().get()));
        return (limited ? answers.timeout(LIMIT) : answers)
                .then()
                .materialize()
                .map(signal -> Optional.ofNullable(signal.getThrowable()))
                .block(HANGS)
                .orElse(null);
    }

    private static List<String> rows(RandomProgram program, Relata relata) {
        List<String> rows = program.steps().rows(relata).sort().collectList().block(HANGS);
        return rows == null ? List.of() : rows;
    }
}
