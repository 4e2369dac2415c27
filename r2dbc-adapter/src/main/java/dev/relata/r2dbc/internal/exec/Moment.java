package dev.relata.r2dbc.internal.exec;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Something that happens once, well or badly, and that any number may wait for, before and after. */
final class Moment {

    private final Sinks.Empty<Void> sink = Sinks.empty();

    /** It has happened; the first call counts. */
    void come() {
        Sinks.EmitResult unused = sink.tryEmitEmpty();
    }

    /** It has gone wrong; the first call counts. */
    void fail(Throwable error) {
        Sinks.EmitResult unused = sink.tryEmitError(error);
    }

    Mono<Void> await() {
        return sink.asMono();
    }
}
