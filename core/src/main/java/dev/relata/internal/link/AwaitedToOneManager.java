package dev.relata.internal.link;

import dev.relata.manager.ToOneManager;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The to-one of an owner that is still to come; empty where there is none. */
record AwaitedToOneManager<S, T>(Mono<ToOneManager<S, T>> source) implements ToOneManager<S, T> {

    @Override
    public Mono<T> get() {
        return source.flatMap(ToOneManager::get);
    }

    @Override
    public Mono<S> set(@Nullable T target) {
        return source.flatMap(manager -> target == null ? manager.clear() : manager.set(target));
    }
}
