package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Something that needs a connection for itself, from its first statement to the end of its last. Runs at most once. */
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

    /** Its place among all tasks of the queue, in the order of arrival. */
    final long number() {
        return number;
    }

    /** When it arrived, by {@link System#nanoTime()}. */
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

    /** Whether it runs though its transaction lets nothing more in, because it undoes it. */
    boolean mustRun() {
        return false;
    }

    /** The context that the work runs with. */
    ContextView context() {
        return Context.empty();
    }

    /** Its turn on the queue: by default takes the connection and works, or is refused where there is none. */
    Mono<Void> turn(ConnectionQueue queue) {
        RelataException broken = queue.broken();
        if (broken != null) {
            refuse(broken);
            return Mono.empty();
        }
        return queue.open(label).flatMap(this::work).onErrorResume(error -> {
            refuse(Errors.statement(label, error));
            return Mono.empty();
        });
    }

    /** Uses the connection; ends, without an error, when the connection is free for the next task. */
    abstract Mono<Void> work(ConnectionClient client);

    /** It will never run; tells whoever waits for it. */
    abstract void refuse(RelataException reason);
}
