package dev.relata.internal.engine;

import dev.relata.error.InvalidValueException;
import dev.relata.spi.Unreadable;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** What a write answers that nothing undoes any more: where a record refuses what is stored, the error says that it is. */
final class Written {

    private Written() {}

    /** Puts rows together after such a write. */
    static <R> Mono<R> of(Engine engine, Supplier<R> rows) {
        return Mono.deferContextual(context -> {
            try {
                return Mono.just(rows.get());
            } catch (InvalidValueException e) {
                return Mono.error(Unreadable.written(e, engine.sessions().transaction(context) != null));
            }
        });
    }
}
