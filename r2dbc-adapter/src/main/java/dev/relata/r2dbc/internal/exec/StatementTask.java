package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.Stoppable;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.spi.StatementKind;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

/** One command on a connection. Subclasses say how its transaction is protected from it. */
abstract class StatementTask extends ConnectionTask {

    private final Answer answer;

    StatementTask(TransactionScope scope, Answer answer) {
        super(scope, answer.command().label());
        this.answer = answer;
    }

    final Answer answer() {
        return answer;
    }

    /**
     * Queues the task and ties it to its subscriber: when that leaves, a task that waits is taken out, and one that runs is
     * stopped on the server.
     */
    final void start(ConnectionQueue queue, Consumer<ConnectionTask> submit, Function<Disposable, ?> onCancel) {
        Object unused = onCancel.apply(() -> {
            if (!queue.withdraw(this)) {
                answer.stop().complete();
            }
        });
        if (!answer.stop().happened()) {
            submit.accept(this);
        }
    }

    @Override
    public final boolean passesInner() {
        return answer.passesInner();
    }

    @Override
    public final ContextView context() {
        return answer.context();
    }

    @Override
    public final Mono<Void> run(ConnectionQueue queue) {
        return withClient(queue, client -> answer.stop().happened() ? unwanted(client) : send(queue, client));
    }

    /** Sends the command; ends when the connection is free. */
    abstract Mono<Void> send(ConnectionQueue queue, ConnectionClient client);

    /** Leaves the connection: the subscriber has left before anything was sent. */
    Mono<Void> unwanted(ConnectionClient client) {
        return Mono.empty();
    }

    /** The exchange with the server, which can be stopped once {@code ready} has completed. */
    final Mono<Signal<Long>> exchange(ConnectionClient client, Mono<Void> ready) {
        return exchange(client, Mono.empty(), ready);
    }

    /** As above; the wish of its subscriber to stop it is followed once {@code wished} has completed. */
    final Mono<Signal<Long>> exchange(ConnectionClient client, Mono<Void> wished, Mono<Void> ready) {
        return Stoppable.run(client, answer.stop(), answer.send(client), wished, ready, answer::begun);
    }

    /** Returns the number of rows if the statement has succeeded and its answer is still wanted, else null. */
    final @Nullable Long succeeded(Signal<Long> end) {
        return answer.failure() == null && !answer.stop().happened() ? end.get() : null;
    }

    /**
     * Whether a statement behind a savepoint that stands is to be sent again. The driver prepares a statement anew where the types of
     * a table have changed, and sends it into the transaction that the failure of the old one has aborted: PostgreSQL answers the
     * second failure.
     */
    final boolean isOutdated(ConnectionClient client, Signal<Long> end) {
        return client.errors().isAborted(end.getThrowable())
                && !answer.begun()
                && !answer.stop().happened();
    }

    /** Tells the subscriber how the statement has ended. */
    final void deliver(ConnectionClient client, Signal<Long> end) {
        Throwable failure = answer.failure();
        Throwable error = end.getThrowable();
        Long rows = succeeded(end);
        if (error != null && (failure == null || answer.command().kind() == StatementKind.WRITE)) {
            answer.fail(translated(client, error));
        } else if (failure != null) {
            answer.fail(failure);
        } else if (rows != null) {
            answer.succeed(rows);
        }
    }

    /** Translates the error of the statement. */
    RelataException translated(ConnectionClient client, Throwable error) {
        return client.errors().statement(label(), error);
    }

    @Override
    public final void refuse(RelataException reason) {
        answer.fail(reason);
    }
}
