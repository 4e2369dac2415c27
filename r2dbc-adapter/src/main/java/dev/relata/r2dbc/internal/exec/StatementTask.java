package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

/** The turn of one command; how it is kept apart from what is around it is for the subclasses to say. */
abstract class StatementTask extends ConnectionTask {

    private final Answer answer;

    StatementTask(TransactionScope scope, Answer answer) {
        super(scope, answer.command().label());
        this.answer = answer;
    }

    /** Queues the task of a subscription, and ties it to the cancel of that subscription. */
    static void start(StatementTask task, Function<Disposable, ?> onCancel) {
        Object unused = onCancel.apply(task::cancel);
        if (!task.answer.interrupt().asked()) {
            task.scope().submit(task);
        }
    }

    /** The consumer has lost interest: waiting, it is taken out; running, it is stopped on the server. */
    private void cancel() {
        if (!scope().queue().withdraw(this)) {
            answer.interrupt().ask();
        }
    }

    @Override
    final ContextView context() {
        return answer.context();
    }

    @Override
    final Mono<Void> work(ConnectionClient client) {
        return answer.interrupt().asked() ? abandon(client) : run(client);
    }

    /** Sends the command; ends when the connection is free. */
    abstract Mono<Void> run(ConnectionClient client);

    /** The consumer has gone before anything was sent. */
    abstract Mono<Void> abandon(ConnectionClient client);

    /** The exchange with the server, stoppable once {@code ready} has completed. */
    final Mono<Signal<Long>> exchange(ConnectionClient client, Mono<Void> ready) {
        return Stoppable.run(client, answer.interrupt(), answer.send(client), ready, answer::begun);
    }

    /** Whether the statement has ended well and somebody wants its answer. */
    final boolean succeeded(Signal<Long> end) {
        return end.hasValue() && answer.failure() == null && !answer.interrupt().asked();
    }

    /** Tells the consumer how it ended. */
    final void deliver(Signal<Long> end) {
        Throwable failure = answer.failure();
        Throwable error = end.getThrowable();
        Long rows = end.get();
        if (error != null && (failure == null || answer.command().kind() == Command.Kind.WRITE)) {
            answer.fail(Errors.statement(label(), error));
        } else if (failure != null) {
            answer.fail(failure);
        } else if (rows != null) {
            answer.succeed(rows);
        }
    }

    @Override
    final void refuse(RelataException reason) {
        answer.fail(reason);
    }
}
