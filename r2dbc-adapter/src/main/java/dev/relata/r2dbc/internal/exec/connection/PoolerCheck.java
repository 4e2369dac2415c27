package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.internal.exec.connection.StatementProbe.Seen;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out, once for each store and at its first connection, whether prepared statements stay with the client that has prepared
 * them, and refuses the connections of a pooler that mixes them. Those who come while it does so wait for its answer; a check that
 * fails is made again by the next connection. Thread-safe.
 */
public final class PoolerCheck {

    static final String LABEL = "R2dbcStore.pooler";

    /** The name is taken by another client's statement, or the statement is on another connection to the server. */
    private static final Set<String> OF_OTHERS = Set.of("42P05", "26000");

    /** Two connections of a pooler in session mode may have to wait for others to end. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final @Nullable ConnectionFactory factory;
    private final boolean comparing;
    private final String setting;
    private final AtomicReference<@Nullable Mono<PoolerFinding>> running = new AtomicReference<>();
    private volatile @Nullable PoolerFinding finding;

    private PoolerCheck(@Nullable ConnectionFactory factory, boolean comparing, String setting) {
        this.factory = factory;
        this.comparing = comparing;
        this.setting = setting;
    }

    /** Returns a check that lets every connection pass, without a look at it. */
    public static PoolerCheck none(String setting) {
        return new PoolerCheck(null, false, setting);
    }

    /** Returns a check that tells poolers in session mode from those in transaction mode. */
    public static PoolerCheck detecting(ConnectionFactory factory, String setting) {
        return new PoolerCheck(DriverInternals.unpooled(factory), true, setting);
    }

    /** Returns a check that takes every pooler that keeps the names of statements for one that mixes them. */
    public static PoolerCheck ofTransactionMode(ConnectionFactory factory, String setting) {
        return new PoolerCheck(DriverInternals.unpooled(factory), false, setting);
    }

    /** Whether connections need no look any more. */
    boolean isPassed() {
        PoolerFinding known = finding;
        return factory == null || known != null && known.isSafe();
    }

    /** Describes the setting and what was found. */
    public String describe() {
        PoolerFinding known = finding;
        String found = known == null ? "is looked for at the first connection" : known.text();
        return factory == null ? setting : setting + ": " + found;
    }

    /** Emits the connection, or gives it back and fails where statements would be mixed. */
    Mono<ConnectionClient> admit(String label, ConnectionClient client) {
        Mono<PoolerFinding> finding = client.isLent() ? find(apart()) : find(probe(client.probe()));
        return finding.flatMap(
                        found -> found.isSafe() ? Mono.just(client) : Mono.<ConnectionClient>error(refused(label)))
                .onErrorResume(error ->
                        givenBack(client, error).then(Mono.error(client.errors().statement(label, error))));
    }

    /** Asks over a connection of its own: on one that is in somebody else's transaction an error would end that. */
    private Mono<PoolerFinding> apart() {
        return probe(Mono.usingWhen(open(), PoolerCheck::asked, Connection::close))
                .timeout(LIMIT)
                .onErrorMap(TimeoutException.class, PoolerCheck::undecided);
    }

    private static Mono<Seen> asked(Connection connection) {
        PostgresqlConnection driver = DriverInternals.driverOf(connection);
        return driver == null ? Mono.empty() : StatementProbe.on(driver).send();
    }

    /** One that was not decided on is closed: in a pooler it has a place that others may need. */
    private static Mono<Void> givenBack(ConnectionClient client, Throwable error) {
        if (client.isLent()) {
            return Mono.empty();
        }
        if (error instanceof TimeLimitException late) {
            return client.abandon(late.limit());
        }
        return error instanceof StoreUnavailableException || client.errors().lost(error)
                ? client.destroy()
                : client.release();
    }

    private static StoreException refused(String label) {
        return new StoreException(
                label
                        + ": nothing was sent, for a pooler between the store and PostgreSQL mixes the prepared statements"
                        + " of its clients, so that one client's statement runs as another's: set"
                        + " preparedStatementCacheQueries=0 in the options of the driver, as"
                        + " R2dbcStore.builder().pooler(Pooler.TRANSACTION) does; or set max_prepared_statements in PgBouncer"
                        + " 1.21 or later; or connect to the pooler in session mode. docs/poolers.md says more",
                Reason.OTHER,
                null,
                false,
                null);
    }

    private Mono<PoolerFinding> find(Mono<PoolerFinding> probe) {
        return Mono.defer(() -> {
            PoolerFinding known = finding;
            if (known != null) {
                return Mono.just(known);
            }
            Mono<PoolerFinding> mine = probe.doOnNext(found -> finding = found)
                    .doOnError(error -> running.set(null))
                    .cache();
            Mono<PoolerFinding> first = running.compareAndExchange(null, mine);
            // The connection of the one that came first may have broken; this one may be whole.
            return first == null ? mine : first.onErrorResume(error -> find(probe));
        });
    }

    private Mono<PoolerFinding> probe(Mono<Seen> sent) {
        return sent.flatMap(seen -> Mono.justOrEmpty(seen.finding()).switchIfEmpty(Mono.defer(this::compare)))
                .defaultIfEmpty(PoolerFinding.UNKNOWN)
                .onErrorResume(R2dbcException.class, PoolerCheck::ofError);
    }

    private static Mono<PoolerFinding> ofError(R2dbcException error) {
        String state = Objects.requireNonNullElse(error.getSqlState(), "");
        if (OF_OTHERS.contains(state)) {
            return Mono.just(PoolerFinding.MIXED);
        }
        // A server that speaks PostgreSQL's protocol, but has no such view or function.
        return state.startsWith("42") || state.startsWith("0A") ? Mono.just(PoolerFinding.UNKNOWN) : Mono.error(error);
    }

    /** Two connections that are open at the same time have two processes for themselves, unless the pooler shares them out. */
    private Mono<PoolerFinding> compare() {
        return comparing
                ? Mono.usingWhen(
                                open(),
                                one -> Mono.usingWhen(open(), two -> compare(one, two), Connection::close),
                                Connection::close)
                        .timeout(LIMIT)
                        .onErrorResume(PoolerCheck::isOfOthers, error -> Mono.just(PoolerFinding.MIXED))
                        .onErrorMap(PoolerCheck::undecided)
                : Mono.just(PoolerFinding.MIXED);
    }

    private Mono<Connection> open() {
        return Mono.defer(() -> Mono.from(Objects.requireNonNull(factory).create()));
    }

    private static Mono<PoolerFinding> compare(Connection first, Connection second) {
        PostgresqlConnection one = DriverInternals.driverOf(first);
        PostgresqlConnection two = DriverInternals.driverOf(second);
        return one == null || two == null ? Mono.just(PoolerFinding.UNKNOWN) : compareDrivers(one, two);
    }

    private static Mono<PoolerFinding> compareDrivers(PostgresqlConnection one, PostgresqlConnection two) {
        Map<Integer, Connection> owners = new HashMap<>();
        Map<Connection, Integer> processes = new HashMap<>();
        // Each twice in a row, and before and after the other: whether the pooler lends its connections in turn or the
        // last one
        // first, one of them meets another process than before, or that of the other one.
        return Flux.just(one, two)
                .concatMap(each -> StatementProbe.on(each).send())
                .concatWith(Flux.just(two, one, one, two, two, one, one, two, two, one)
                        .concatMap(StatementProbe::process))
                .any(seen -> isShared(seen, owners, processes))
                .map(shared -> shared ? PoolerFinding.MIXED : PoolerFinding.PINNED);
    }

    private static boolean isShared(Seen seen, Map<Integer, Connection> owners, Map<Connection, Integer> processes) {
        Connection owner = owners.putIfAbsent(seen.process(), seen.connection());
        Integer before = processes.putIfAbsent(seen.connection(), seen.process());
        return owner != null && owner != seen.connection() || before != null && before != seen.process();
    }

    private static boolean isOfOthers(Throwable error) {
        return error instanceof R2dbcException driver
                && OF_OTHERS.contains(Objects.requireNonNullElse(driver.getSqlState(), ""));
    }

    private static StoreUnavailableException undecided(Throwable error) {
        return new StoreUnavailableException(
                LABEL
                        + ": a pooler stands between the store and PostgreSQL, and two connections more, which tell whether it"
                        + " mixes the prepared statements of its clients, could not be had: " + error.getMessage()
                        + "; let it have more connections, or say what it is by R2dbcStore.builder().pooler(…)",
                null,
                error);
    }
}
