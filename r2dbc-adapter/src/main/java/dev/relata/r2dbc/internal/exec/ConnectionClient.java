package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.StatementKind;
import dev.relata.spi.stream.StatementReports;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection, as the rest of this package speaks to it. Knows the driver, and neither order nor transactions: whoever
 * holds it sends one thing after another.
 */
final class ConnectionClient {

    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(1);

    private final Connection connection;
    private final StatementReports reports;
    private final AtomicBoolean givenBack = new AtomicBoolean();

    ConnectionClient(Connection connection, StatementReports reports) {
        this.connection = connection;
        this.reports = reports;
    }

    /** Sends control statements, separated by semicolons, by the simple protocol: sent on subscription, never queued. */
    Mono<Void> control(String label, String sql) {
        return reported(label, sql, StatementKind.CONTROL, simple(sql)).then();
    }

    /** Sends a command by the protocol that its values need and answers the number of rows that it changed. */
    Mono<Long> update(Command command) {
        return reported(command.label(), command.sql(), kind(command), changed(command));
    }

    /** Sends a command and hands every row to the consumer as it arrives; answers their number. */
    Mono<Long> read(Command command, StatementKind kind, Consumer<? super Row> each) {
        Mono<Long> exchange = Flux.defer(() -> prepare(command).execute())
                .concatMap(result -> result.map((row, metadata) -> {
                    each.accept(row);
                    return Boolean.TRUE;
                }))
                .count();
        return reported(command.label(), command.sql(), kind, exchange);
    }

    /** Sends a COPY with all of its data; r2dbc-proxy does not see it, the listeners do. */
    Mono<Long> copy(Command command, byte[] data) {
        PostgresqlConnection postgres = postgres();
        if (postgres == null) {
            return Mono.error(() -> new CopyUnavailableException(command.label()));
        }
        Mono<Long> exchange =
                Mono.defer(() -> postgres.copyIn(command.sql()).from(data).build());
        return reported(command.label(), command.sql(), kind(command), exchange);
    }

    static StatementKind kind(Command command) {
        return switch (command.kind()) {
            case READ -> StatementKind.READ;
            case WRITE -> StatementKind.WRITE;
            case CONTROL -> StatementKind.CONTROL;
        };
    }

    /** Commits; the driver's own call, since only it notices a COMMIT that the server answered with ROLLBACK. */
    Mono<Void> commit(String label) {
        return ended(label, "COMMIT", Mono.defer(() -> Mono.from(connection.commitTransaction())));
    }

    /** Rolls back, or does nothing where no transaction is open. */
    Mono<Void> rollback(String label) {
        return ended(label, "ROLLBACK", Mono.defer(() -> Mono.from(connection.rollbackTransaction())))
                .retryWhen(Errors.strayCancel());
    }

    private Mono<Void> ended(String label, String text, Mono<Void> call) {
        return reported(label, text, StatementKind.CONTROL, call.thenReturn(0L)).then();
    }

    /** Whether the connection is there as far as this side knows; asks nobody. */
    Mono<Boolean> alive() {
        return Mono.defer(() -> Mono.from(connection.validate(ValidationDepth.LOCAL)))
                .onErrorReturn(false)
                .defaultIfEmpty(false);
    }

    /**
     * Asks the server, over a connection of its own, to cancel what runs here; completes when the server has passed that
     * on, so that it cannot hit what is sent afterwards.
     */
    Mono<Void> cancelRequest() {
        PostgresqlConnection postgres = postgres();
        return postgres == null
                ? Mono.empty()
                : postgres.cancelRequest().timeout(CANCEL_TIMEOUT).onErrorComplete();
    }

    /** Gives the connection back, clean as it is; later calls do nothing. */
    Mono<Void> release() {
        return Mono.defer(() -> givenBack.compareAndSet(false, true) ? Mono.from(connection.close()) : Mono.empty())
                .onErrorComplete();
    }

    /** Closes the connection for real; a pool that gets it back finds it closed and drops it. */
    Mono<Void> destroy() {
        PostgresqlConnection postgres = postgres();
        Mono<Void> cut = postgres == null ? Mono.empty() : postgres.close();
        return cut.onErrorComplete().then(release());
    }

    private Mono<Long> reported(String label, String text, StatementKind kind, Mono<Long> exchange) {
        return reports.one(label, () -> text, kind, exchange, rows -> rows);
    }

    private Mono<Long> simple(String sql) {
        return Flux.defer(() -> statement(sql).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then(Mono.just(0L));
    }

    private Mono<Long> changed(Command command) {
        return Flux.defer(() -> prepare(command).execute())
                .concatMap(result -> result.getRowsUpdated())
                .reduce(0L, Long::sum);
    }

    private Statement prepare(Command command) {
        Statement statement = statement(command.sql());
        for (int i = 0; i < command.binds().size(); i++) {
            statement.bind(i, command.binds().get(i));
        }
        return statement;
    }

    // Without a fetch size of 0 a default one of the driver's options would turn FETCH into a portal of its own. What
    // fetchSize answers is not used: r2dbc-proxy answers the statement underneath, which it does not see executed.
    private Statement statement(String sql) {
        Statement statement = connection.createStatement(sql);
        statement.fetchSize(0);
        return statement;
    }

    private @Nullable PostgresqlConnection postgres() {
        Object candidate = connection;
        while (candidate instanceof Wrapped<?> wrapped && !(candidate instanceof PostgresqlConnection)) {
            candidate = wrapped.unwrap();
        }
        return candidate instanceof PostgresqlConnection found ? found : null;
    }
}
