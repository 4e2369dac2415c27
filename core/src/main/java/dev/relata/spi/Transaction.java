package dev.relata.spi;

import reactor.core.publisher.Mono;

/**
 * A transaction that is open, and requests inside it. Thread-safe; requests run one after another.
 *
 * <p>A request that fails leaves the transaction usable: what it did is undone alone. Commit and rollback may be
 * subscribed more than once; only the first has an effect.
 */
public interface Transaction extends Session {

    /**
     * Begins a transaction inside this one. On one transaction, inner ones run one at a time: the next begins when the
     * one before has ended, and requests of the outer one wait meanwhile, except the next rows of its streams.
     *
     * @return the inner transaction; cancel before it is answered gives up its place
     */
    Mono<Transaction> nested();

    /**
     * Makes everything lasting; for an inner transaction, a part of the outer one.
     *
     * @return completes when it is done
     */
    Mono<Void> commit();

    /**
     * Undoes everything.
     *
     * @return completes when it is done and what the transaction held is free
     */
    Mono<Void> rollback();
}
