package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.Errors;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.spi.StatementKind;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.CursorSubscription;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * A transaction on one connection, or a savepoint within one. Must be ended by {@link #commit()} or {@link #rollback()};
 * use it through {@code usingWhen}. The connection is taken, and BEGIN or SAVEPOINT sent, with the first command: a
 * transaction that sends nothing costs nothing and holds nothing.
 *
 * <p>Every command runs behind a savepoint of its own: one that fails, and whose error is resumed, leaves the transaction
 * usable.
 */
public final class SqlTransaction extends SqlSession {

    private final ConnectionQueue queue;
    private final TransactionScope scope;
    private final @Nullable SqlTransaction outer;
    private final @Nullable OpenTask opening;
    private final TransactionCompletion ending;
    private final boolean joined;
    private final boolean reads;
    private final boolean snapshot;

    private SqlTransaction(
            ConnectionQueue queue,
            TransactionScope scope,
            @Nullable SqlTransaction outer,
            boolean joined,
            boolean reads,
            boolean snapshot) {
        super(queue.connections());
        this.queue = queue;
        this.scope = scope;
        this.outer = outer;
        this.joined = joined;
        this.reads = reads;
        this.snapshot = snapshot;
        this.opening = outer == null ? null : new OpenTask(queue, outer.scope, scope);
        this.ending = new TransactionCompletion(queue, scope, opening);
    }

    /**
     * A transaction that is begun with its first command.
     *
     * @param reads whether it only reads, so that nobody waits for what it has written
     * @param snapshot whether it sees nothing that others commit after its first statement
     */
    static SqlTransaction on(ConnectionQueue queue, boolean reads, boolean snapshot) {
        return new SqlTransaction(queue, queue.root(), null, false, reads, snapshot);
    }

    /**
     * A transaction that somebody else has begun, whose statements go over the connection too.
     *
     * @param reads whether they say that it only reads
     */
    static SqlTransaction joining(ConnectionQueue queue, boolean reads) {
        return new SqlTransaction(queue, queue.root(), null, true, reads, false);
    }

    @Override
    void start(Answer answer, Function<Disposable, ?> onCancel) {
        if (reads && !queue.forms().refusesWritesOfReaders() && answer.command().kind() == StatementKind.WRITE) {
            answer.fail(Errors.readOnly(answer.command().label()));
            return;
        }
        task(answer).start(queue, this::submit, onCancel);
    }

    private StatementTask task(Answer answer) {
        return joined ? new JoinedTask(scope, answer) : new GuardedTask(scope, answer);
    }

    @Override
    <R> CursorSource open(Command select, AnswerReader<R> reader, CursorSubscription<R> subscription) {
        if (queue.forms().hasCursors()) {
            ServerCursor cursor = new ServerCursor(scope, select);
            return new ServerCursorSource(
                    queue,
                    (stop, rows) -> new FetchAnswer<>(cursor, reader, subscription, stop, rows),
                    this::task,
                    this::submit,
                    new CursorCloseTask(scope, cursor));
        }
        DriverRows driver = new DriverRows(select);
        return new ServerCursorSource(
                queue,
                (stop, rows) -> new PartAnswer<>(driver, reader, subscription, stop, rows),
                this::task,
                this::submit,
                new RowsCloseTask(scope, driver));
    }

    /** Queues a task, and the savepoint of an inner transaction before the first one. */
    private void submit(ConnectionTask task) {
        if (outer != null && opening != null && queue.claimOpening(scope)) {
            outer.submit(opening.in(task.context()));
        }
        queue.submit(task);
    }

    /**
     * Creates a transaction inside this one. Of several on one connection one runs at a time, the others wait; commands of
     * this one wait too while an inner one is open, except the fetches of cursors that are open already.
     *
     * @return the inner transaction, a new one for each subscription
     */
    public Mono<SqlTransaction> nested() {
        return Mono.fromSupplier(() -> new SqlTransaction(queue, scope.nested(), this, joined, reads, snapshot));
    }

    /** Whether its statements see one moment: nothing is written in it, and what others commit does not show. */
    public boolean isSnapshot() {
        return reads && snapshot;
    }

    /** Whether somebody else has begun the transaction, so that a command that has succeeded is not undone any more. */
    public boolean isJoined() {
        return joined;
    }

    /**
     * Waits for the commands that were subscribed before; later ones still run.
     *
     * @return completes when they have ended; an error if nothing more can run on the connection
     */
    public Mono<Void> drain() {
        return Mono.defer(() -> {
            if (queue.closed(scope)) {
                return Mono.empty();
            }
            queue.draining().complete();
            DrainTask last = new DrainTask(scope);
            queue.submit(last);
            return last.drained();
        });
    }

    /**
     * Makes the changes last (for an inner one: joins them to the outer) after the commands that were subscribed before.
     * Goes on when cancelled. A second call has the outcome of the first; after a rollback it is an error.
     *
     * @return completes when the store has confirmed it and, for the outermost, the connection is given back
     */
    public Mono<Void> commit() {
        return Mono.deferContextual(context -> ending.commit(reads ? Context.empty() : context));
    }

    /**
     * Undoes the changes; commands still waiting fail. Goes on when cancelled. Does nothing if the transaction has ended
     * already. If the connection cannot be brought back to a clean state it is closed, which also rolls back.
     *
     * @return completes when it is done and, for the outermost, the connection is given back; never an error
     */
    public Mono<Void> rollback() {
        return Mono.defer(() -> {
            if (joined && outer == null) {
                queue.draining().complete();
                queue.ending().complete();
            }
            return ending.rollback();
        });
    }
}
