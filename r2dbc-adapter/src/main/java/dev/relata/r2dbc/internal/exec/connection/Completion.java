package dev.relata.r2dbc.internal.exec.connection;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** An event that happens once, as a success or as an error. Any number of subscribers may wait for it, before and after. */
public final class Completion {

    private final Sinks.Empty<Void> sink = Sinks.empty();
    private volatile boolean happened;

    /** Completes; only the first call counts. */
    public void complete() {
        happened = true;
        Sinks.EmitResult unused = sink.tryEmitEmpty();
    }

    /** Fails; only the first call counts. */
    public void fail(Throwable error) {
        Sinks.EmitResult unused = sink.tryEmitError(error);
    }

    /** Whether {@link #complete} was called. */
    public boolean happened() {
        return happened;
    }

    public Mono<Void> await() {
        return sink.asMono();
    }
}
