package dev.relata.r2dbc.internal.exec.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * An event that happens once, as a success or as an error. Any number of subscribers may wait for it, before and after. Each statement
 * has some, and for most of them nobody waits, so what waits is made late. Thread-safe.
 */
public final class Completion {

    private volatile boolean happened;
    private volatile boolean over;
    private @Nullable Throwable failure;
    private Sinks.@Nullable Empty<Void> sink;
    private List<Runnable> actions = new ArrayList<>(0);

    /** Completes; only the first call counts. */
    public void complete() {
        end(null);
    }

    /** Fails; only the first call counts. */
    public void fail(Throwable error) {
        end(error);
    }

    private void end(@Nullable Throwable error) {
        Sinks.Empty<Void> waiting;
        List<Runnable> then;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            happened = error == null;
            failure = error;
            waiting = sink;
            then = actions;
            actions = List.of();
        }
        if (waiting != null) {
            Sinks.EmitResult unused = error == null ? waiting.tryEmitEmpty() : waiting.tryEmitError(error);
        }
        if (error == null) {
            then.forEach(Runnable::run);
        }
    }

    /** Whether {@link #complete} was called first. */
    public boolean happened() {
        return happened;
    }

    /** Runs an action at the success, or at once if that has happened; to be {@linkplain #forget forgotten} when it is of no use. */
    void whenHappened(Runnable action) {
        synchronized (this) {
            if (!over) {
                actions.add(action);
                return;
            }
        }
        if (happened) {
            action.run();
        }
    }

    /** Forgets an action. */
    synchronized void forget(Runnable action) {
        if (!over) {
            actions.remove(action);
        }
    }

    /** Waits for the event. */
    public Mono<Void> await() {
        return Mono.defer(this::waiting);
    }

    private synchronized Mono<Void> waiting() {
        if (over) {
            Throwable error = failure;
            return error == null ? Mono.empty() : Mono.error(error);
        }
        Sinks.Empty<Void> known = sink == null ? Sinks.empty() : sink;
        sink = known;
        return known.asMono();
    }
}
