package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.internal.exec.position.OwnWrites;
import dev.relata.r2dbc.internal.exec.position.WalPosition;
import dev.relata.spi.StatementDetails;
import dev.relata.spi.StatementKind;
import dev.relata.spi.stream.FirstRow;
import dev.relata.spi.stream.RequestSent;
import dev.relata.spi.stream.StatementReports;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.ValidationDepth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

/** One connection. Knows the driver, but neither order nor transactions: its user sends one statement after another. */
public final class ConnectionClient {

    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(1);

    /** The driver writes a last message first, which nobody may take from it any more. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** Stands between control statements, and in none of them. */
    private static final String SEPARATOR = "; ";

    private final Connection connection;
    private final ClientSettings settings;
    private final boolean lent;
    private final long number;
    private final AtomicBoolean givenBack;

    private ConnectionClient(Connection connection, ClientSettings settings, long number, boolean lent) {
        this.connection = connection;
        this.settings = settings;
        this.number = number;
        this.lent = lent;
        this.givenBack = new AtomicBoolean(lent);
    }

    /** Returns a client that gives the connection back in the end, and is counted until then. */
    static ConnectionClient taken(Connection connection, ClientSettings settings, String label) {
        return new ConnectionClient(connection, settings, settings.held().taken(label), false);
    }

    /** Returns a client of a connection that is in a transaction of somebody else's, who ends it and gives it back. */
    static ConnectionClient lent(Connection connection, ClientSettings settings) {
        return new ConnectionClient(connection, settings, settings.held().number(), true);
    }

    /** Lets the list of held connections show how much waits for this one. */
    public void waiting(IntSupplier tasks) {
        settings.held().waiting(number, tasks);
    }

    /** Whether the connection, and the transaction on it, are somebody else's. */
    public boolean isLent() {
        return lent;
    }

    /** Whether a statement that fails takes its transaction with it. */
    public boolean abortsTransactions() {
        return settings.forms().abortsTransactions();
    }

    /** Returns the translator of the errors of the database. */
    public Errors errors() {
        return settings.errors();
    }

    /** Keeps a driver that blocks off the thread of the caller. */
    public <T> Mono<T> apart(Mono<T> call) {
        BlockingCalls blocking = settings.blocking();
        return blocking == null ? call : blocking.run(call);
    }

    /** The rows of a command by demand, each as what a function makes of it: sent on subscription, told to nobody. */
    public Flux<Integer> rows(Command command, ToIntFunction<? super Row> each) {
        return results(command).concatMap(result -> result.map((row, metadata) -> each.applyAsInt(row)));
    }

    /** Sends control statements, separated by semicolons, by the simple protocol: sent on subscription, never queued. */
    public Mono<Void> control(String label, String sql) {
        return controls(label, sql).then();
    }

    /** A driver that sends one statement at a time gets one after the other. */
    private Mono<Long> controls(String label, String sql) {
        if (settings.forms().joinsStatements() || !sql.contains(SEPARATOR)) {
            return update(Command.control(label, sql));
        }
        return Flux.fromArray(sql.split(SEPARATOR))
                .concatMap(one -> update(Command.control(label, one)))
                .reduce(0L, Long::sum);
    }

    /** Sets up the session of a connection that has not been used before. */
    Mono<ConnectionClient> ready(String label) {
        String session = settings.forms().session();
        Connection driver = session == null ? null : DriverInternals.unwrapped(connection);
        if (session == null || driver == null || !settings.sessions().add(driver)) {
            return Mono.just(this);
        }
        Duration limit = settings.endingTimeout();
        return control(label, session)
                .timeout(limit)
                .onErrorMap(TimeoutException.class, late -> TimeLimitException.ending(session, limit, late))
                .thenReturn(this)
                .doOnError(error -> settings.sessions().remove(driver))
                .doOnCancel(() -> settings.sessions().remove(driver));
    }

    /**
     * Sends control statements that begin or end something. They fail, and the connection is closed, if the server does not answer in
     * time.
     *
     * @param last happens when no statement of somebody else's comes any more on a connection that is lent
     */
    public Mono<Void> settle(String label, String sql, Completion last) {
        Mono<Long> exchange = controls(label, sql);
        return value(
                lent
                        ? Stoppable.endingAfter(this, last, sql, exchange, settings.endingTimeout())
                        : Stoppable.ending(this, sql, exchange, settings.endingTimeout()));
    }

    private static Mono<Void> value(Mono<Signal<Long>> end) {
        return end.<Long>dematerialize().then();
    }

    /** Returns how long a statement may take, null for any time. */
    @Nullable
    Duration statementTimeout() {
        return settings.statementTimeout();
    }

    /** Sends a command by the protocol that its values need and emits the number of rows that it changed. */
    public Mono<Long> update(Command command) {
        Mono<Long> exchange =
                results(command).concatMap(result -> result.getRowsUpdated()).reduce(0L, Long::sum);
        return signalled(command, reported(command, apart(exchange)));
    }

    /**
     * Sends a command and hands every row to a function as it arrives; emits their number.
     *
     * @param each returns how many rows the listeners are to count for it
     */
    public Mono<Long> read(Command command, ToIntFunction<? super Row> each) {
        return signalled(command, Mono.deferContextual(context -> {
            StatementReports told = settings.reports().in(context);
            if (told.isEmpty()) {
                return apart(rows(results(command), each)).map(RowCount::answers);
            }
            // Its result comes with the first part of the answer: a look at each row would cost more than all else
            // here.
            FirstRow first = new FirstRow();
            Flux<Result> results = results(command).doOnNext(result -> first.arrived());
            return told.one(
                            command.label(),
                            command::sql,
                            command.kind(),
                            apart(rows(results, each)),
                            RowCount::rows,
                            started -> details(command, first.after(started)))
                    .map(RowCount::answers);
        }));
    }

    /** A write tells its subscriber when it is on its way: the driver has sent, or queued, all of it when it was subscribed to. */
    private static Mono<Long> signalled(Command command, Mono<Long> exchange) {
        return command.kind() == StatementKind.WRITE ? RequestSent.after(exchange) : exchange;
    }

    private Flux<Result> results(Command command) {
        return Flux.defer(() -> Flux.from(prepare(command).execute()));
    }

    private static Mono<RowCount> rows(Flux<Result> results, ToIntFunction<? super Row> each) {
        // Counted within each result, so that no row passes through concatMap. Not by count(), which looks up the
        // context for
        // each row, to discard it.
        return results.concatMap(result -> Flux.from(result.map((row, metadata) -> each.applyAsInt(row)))
                        .collect(RowCount::new, RowCount::add))
                .reduce(new RowCount(), RowCount::plus);
    }

    /** Counts the rows of the driver, and those that they hold. */
    private static final class RowCount {

        private long answers;
        private long rows;

        void add(int held) {
            answers++;
            rows += held;
        }

        RowCount plus(RowCount other) {
            RowCount sum = new RowCount();
            sum.answers = answers + other.answers;
            sum.rows = rows + other.rows;
            return sum;
        }

        long answers() {
            return answers;
        }

        long rows() {
            return rows;
        }
    }

    private StatementDetails details(Command command, @Nullable Duration firstRow) {
        return new StatementDetails(BindShapes.of(command.binds()), firstRow, number, settings.server());
    }

    /** Sends a COPY with all of its data; r2dbc-proxy does not see it, the listeners do. */
    public Mono<Long> copy(Command command, ByteBuffer data) {
        PostgresqlConnection postgres = postgres();
        if (postgres == null) {
            return Mono.error(() -> new CopyUnavailableException(command.label()));
        }
        return signalled(
                command,
                reported(
                        command,
                        Mono.defer(
                                () -> postgres.copyIn(command.sql()).from(data).build())));
    }

    /** Commits; the driver's own call, since only it notices a COMMIT that the server answered with ROLLBACK. */
    public Mono<Void> commit(String label) {
        return ended(label, "COMMIT", Mono.defer(() -> Mono.from(connection.commitTransaction())))
                .then(restored(label));
    }

    /**
     * Notes a write that has been committed, or is on its way before this, where the context of its subscriber wants to read it. Costs
     * one statement there, and none elsewhere; never an error.
     */
    public Mono<Void> committed(String label, ContextView context) {
        OwnWrites writes = settings.ownWrites().find(context);
        return writes == null ? Mono.empty() : position(label, writes);
    }

    /** Notes a write of which is not known whether it has been committed. */
    public void mayBeCommitted(ContextView context) {
        OwnWrites writes = settings.ownWrites().find(context);
        if (writes != null) {
            writes.reachedUnknown();
        }
    }

    /** Asks the server for the position behind all writes that it has committed, and notes it; never an error. */
    public Mono<Void> position(String label, OwnWrites writes) {
        return Mono.defer(() -> {
            long covers = writes.unknownSoFar();
            return ask(label, WalPosition.INSERTED)
                    .mapNotNull(WalPosition::ofInserted)
                    .doOnNext(position -> writes.covered(position, covers))
                    .switchIfEmpty(Mono.fromRunnable(writes::isNotTold))
                    .then()
                    .onErrorResume(error -> {
                        if (!settings.errors().lost(error)) {
                            writes.isNotTold();
                            return Mono.empty();
                        }
                        writes.reachedUnknown();
                        return destroy();
                    });
        });
    }

    /** Asks a standby how far it has come; empty where it is none, does not tell, or is lost. Never an error. */
    public Mono<Optional<WalPosition>> replayed(String label) {
        return ask(label, WalPosition.REPLAYED)
                .map(answer -> Optional.ofNullable(WalPosition.ofReplayed(answer)))
                .defaultIfEmpty(Optional.empty())
                .onErrorResume(error ->
                        (settings.errors().lost(error) ? destroy() : Mono.<Void>empty()).thenReturn(Optional.empty()));
    }

    /** Asks for one text, in the time of what begins or ends something; empty for null. */
    private Mono<String> ask(String label, String sql) {
        return Mono.defer(() -> {
            AtomicReference<@Nullable String> answer = new AtomicReference<>();
            Mono<Long> exchange = read(Command.control(label, sql), row -> {
                answer.set(row.get(0, String.class));
                return 1;
            });
            return value(Stoppable.ending(this, sql, exchange, settings.endingTimeout()))
                    .then(Mono.defer(() -> Mono.justOrEmpty(answer.get())));
        });
    }

    /** Rolls back, or does nothing where no transaction is open. */
    public Mono<Void> rollback(String label) {
        return ended(label, "ROLLBACK", Mono.defer(() -> Mono.from(connection.rollbackTransaction())))
                .retryWhen(settings.errors().strayCancel())
                .then(restored(label));
    }

    /** The transaction has ended, so an error of this is none of it. */
    private Mono<Void> restored(String label) {
        String text = settings.forms().afterTransactions();
        return text == null ? Mono.empty() : control(label, text).onErrorComplete();
    }

    /** Whether a request to cancel reaches the server. */
    boolean canCancel() {
        return postgres() != null;
    }

    /** Whether the driver works on a thread that waits, so that nothing can stop it there. */
    boolean blocks() {
        return settings.blocking() != null;
    }

    private Mono<Void> ended(String label, String text, Mono<Void> call) {
        Mono<Long> exchange = reported(Command.control(label, text), apart(call.thenReturn(0L)));
        return value(Stoppable.ending(this, text, exchange, settings.endingTimeout()));
    }

    /** Asks the server for the name of a statement that the driver prepares; empty if the driver is another one. Counted as control. */
    Mono<StatementProbe.Seen> probe() {
        PostgresqlConnection postgres = postgres();
        if (postgres == null) {
            return Mono.empty();
        }
        StatementProbe probe = StatementProbe.on(postgres);
        Duration limit = settings.endingTimeout();
        Mono<StatementProbe.Seen> seen = probe.send()
                .timeout(limit)
                .onErrorMap(TimeoutException.class, late -> TimeLimitException.ending(PoolerCheck.LABEL, limit, late));
        return Mono.deferContextual(context -> settings.reports()
                .in(context)
                .one(PoolerCheck.LABEL, probe::sql, StatementKind.CONTROL, seen, answer -> 1));
    }

    /** Asks the server what it is. Counted as control. */
    Mono<Void> look(ServerCheck server) {
        Duration limit = settings.endingTimeout();
        Mono<Void> seen = server.look(postgres(), lent)
                .timeout(limit)
                .onErrorMap(TimeoutException.class, late -> TimeLimitException.ending(ServerCheck.LABEL, limit, late));
        return Mono.deferContextual(context -> settings.reports()
                        .in(context)
                        .one(
                                ServerCheck.LABEL,
                                () -> ServerCheck.question(lent),
                                StatementKind.CONTROL,
                                seen.thenReturn(1L),
                                one -> 1))
                .then();
    }

    /** Whether the connection is alive as far as this side knows; sends nothing. */
    public Mono<Boolean> alive() {
        return apart(Mono.defer(() -> Mono.from(connection.validate(ValidationDepth.LOCAL))))
                .onErrorReturn(false)
                .defaultIfEmpty(false);
    }

    /**
     * Asks the server, over a connection of its own, to cancel the running statement; completes when the server has passed
     * that on, so that it cannot hit a later statement.
     */
    Mono<Void> cancelRequest() {
        PostgresqlConnection postgres = postgres();
        return postgres == null
                ? Mono.empty()
                : postgres.cancelRequest().timeout(CANCEL_TIMEOUT).onErrorComplete();
    }

    /** Gives the connection back, clean as it is; later calls do nothing, nor does any for one that is lent. */
    public Mono<Void> release() {
        return Mono.defer(() -> givenBack.compareAndSet(false, true) ? close() : Mono.empty())
                .onErrorComplete();
    }

    private Mono<Void> close() {
        settings.held().givenBack(number);
        return apart(Mono.defer(() -> Mono.from(connection.close())));
    }

    /** Closes the connection for real; a pool that gets it back finds it closed and drops it. */
    public Mono<Void> destroy() {
        // A pool rolls nothing back on a connection that it is given back.
        Mono<Void> cut = apart(Mono.defer(
                        () -> Mono.from(DriverInternals.unwrapped(connection).close())))
                .timeout(CLOSE_TIMEOUT);
        return cut.onErrorComplete().then(release());
    }

    /**
     * Closes a connection whose server does not answer, and ends its session there by other means.
     *
     * @param silent how long it has not answered, at the least
     */
    Mono<Void> abandon(Duration silent) {
        return Mono.defer(() -> {
            PostgresqlConnection postgres = postgres();
            Integer process = postgres == null ? null : DriverInternals.processOf(postgres);
            return process == null
                    ? destroy()
                    : destroy().then(settings.terminator().terminate(process, silent));
        });
    }

    /** Lets listeners see a command with the number of its rows. */
    public Mono<Long> reported(Command command, Mono<Long> exchange) {
        return Mono.deferContextual(context -> settings.reports()
                .in(context)
                .one(
                        command.label(),
                        command::sql,
                        command.kind(),
                        exchange,
                        rows -> rows,
                        started -> details(command, null)));
    }

    // Without a fetch size of 0 a default one of the driver's options would turn FETCH into a portal of its own. The
    // result of
    // fetchSize is not used: r2dbc-proxy returns the statement underneath, which it does not see executed.
    private Statement prepare(Command command) {
        if (!settings.forms().numbersParameters()) {
            return prepare(Placeholders.of(settings.forms().spelled(command.sql())), command.binds());
        }
        Statement statement = connection.createStatement(settings.forms().spelled(command.sql()));
        statement.fetchSize(0);
        for (int i = 0; i < command.binds().size(); i++) {
            statement.bind(i, command.binds().get(i));
        }
        return statement;
    }

    private Statement prepare(Placeholders text, List<Object> values) {
        Statement statement = connection.createStatement(text.sql());
        statement.fetchSize(0);
        for (int i = 0; i < text.places().size(); i++) {
            int place = text.places().get(i);
            if (place >= values.size()) {
                throw new IllegalArgumentException("there is no value for the parameter $" + (place + 1));
            }
            statement.bind(i, values.get(place));
        }
        return statement;
    }

    private @Nullable PostgresqlConnection postgres() {
        return DriverInternals.driverOf(connection);
    }
}
