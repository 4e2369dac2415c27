package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Work that needs a connection for itself, from its first statement to the end of its last. Runs at most once. */
abstract class ConnectionTask {

    private final TransactionScope scope;
    private final String label;
    private long number;
    private long since;

    ConnectionTask(TransactionScope scope, String label) {
        this.scope = scope;
        this.label = label;
    }

    final TransactionScope scope() {
        return scope;
    }

    final String label() {
        return label;
    }

    /** Returns its place among all tasks of the queue, in the order of arrival. */
    final long number() {
        return number;
    }

    /** Returns the time of its arrival, by {@link System#nanoTime()}. */
    final long since() {
        return since;
    }

    final void arrived(long place) {
        number = place;
        since = System.nanoTime();
    }

    /** Whether it may run while an inner transaction is open. */
    boolean passesInner() {
        return false;
    }

    /** Whether it runs although its transaction accepts no more tasks, because it undoes that transaction. */
    boolean mustRun() {
        return false;
    }

    /** Returns the context that the work runs with. */
    ContextView context() {
        return Context.empty();
    }

    /** Runs; ends, without an error, when the connection is free for the next task. */
    abstract Mono<Void> run(ConnectionQueue queue);

    /** Takes the connection and uses it; the task is refused if there is none. */
    final Mono<Void> withClient(ConnectionQueue queue, Function<ConnectionClient, Mono<Void>> work) {
        RelataException broken = queue.broken();
        if (broken != null) {
            refuse(broken);
            return Mono.empty();
        }
        return queue.open(label).flatMap(work).onErrorResume(error -> {
            refuse(Errors.statement(label, error));
            return Mono.empty();
        });
    }

    /** Tells whoever waits for the task that it will never run. */
    abstract void refuse(RelataException reason);
}
