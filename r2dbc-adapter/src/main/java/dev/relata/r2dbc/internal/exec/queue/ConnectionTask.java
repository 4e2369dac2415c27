package dev.relata.r2dbc.internal.exec.queue;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Work that needs a connection for itself, from its first statement to the end of its last. Runs at most once. */
public abstract class ConnectionTask {

    private final TransactionScope scope;
    private final String label;
    private long number;
    private long since;

    public ConnectionTask(TransactionScope scope, String label) {
        this.scope = scope;
        this.label = label;
    }

    public final TransactionScope scope() {
        return scope;
    }

    public final String label() {
        return label;
    }

    /** Returns its place among all tasks of the queue, in the order of arrival. */
    public final long number() {
        return number;
    }

    /** Returns the time of its arrival, by {@link System#nanoTime()}. */
    public final long since() {
        return since;
    }

    public final void arrived(long place) {
        number = place;
        since = System.nanoTime();
    }

    /** Whether it may run while an inner transaction is open. */
    public boolean passesInner() {
        return false;
    }

    /** Whether it runs although its transaction accepts no more tasks, because it undoes that transaction. */
    public boolean mustRun() {
        return false;
    }

    /** Returns the context that the work runs with. */
    public ContextView context() {
        return Context.empty();
    }

    /** Runs; ends, without an error, when the connection is free for the next task. */
    public abstract Mono<Void> run(ConnectionQueue queue);

    /** Takes the connection and uses it; the task is refused if there is none. */
    public final Mono<Void> withClient(ConnectionQueue queue, Function<ConnectionClient, Mono<Void>> work) {
        RelataException broken = queue.broken();
        if (broken != null) {
            refuse(broken);
            return Mono.empty();
        }
        return queue.open(label).flatMap(work).onErrorResume(error -> {
            refuse(queue.errors().statement(label, error));
            return Mono.empty();
        });
    }

    /** Fails the subscriber of the task, which will never run. */
    public abstract void refuse(RelataException reason);
}
