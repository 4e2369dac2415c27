package dev.relata.schema;

import dev.relata.spi.Session;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives work on a schema its session at each subscription: the open transaction of the reactive context, or else … */
public interface SchemaSessions {

    /**
     * … a transaction of its own, so that all of it happens or nothing.
     *
     * @param work what to do
     * @return the work's end, after the commit
     */
    Mono<Void> atomically(Function<? super Session, Mono<Void>> work);

    /**
     * … one outside any transaction.
     *
     * @param work what to do
     * @param <R> what it answers
     * @return the work's answer
     */
    <R> Flux<R> reading(Function<? super Session, Flux<R>> work);
}
