package dev.relata.internal.link;

import dev.relata.manager.HasOneManager;
import reactor.core.publisher.Mono;

/** The row that refers to an owner that is still to come; empty where there is none. */
record AwaitedHasOneManager<S, T>(Mono<HasOneManager<S, T>> source) implements HasOneManager<S, T> {

    @Override
    public Mono<T> get() {
        return source.flatMap(HasOneManager::get);
    }

    @Override
    public Mono<T> set(T target) {
        return source.flatMap(manager -> manager.set(target));
    }

    @Override
    public Mono<T> create(T draft) {
        return source.flatMap(manager -> manager.create(draft));
    }

    @Override
    public Mono<Void> clear() {
        return source.flatMap(HasOneManager::clear);
    }
}
