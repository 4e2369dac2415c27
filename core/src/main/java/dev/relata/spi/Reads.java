package dev.relata.spi;

import reactor.core.publisher.Mono;

/**
 * Where the reads of one operation, or of one batch scope, go that need not see the newest rows: all of them to one server, or from some
 * time on to the one that takes the writes, which is never older. Thread-safe.
 */
public interface Reads {

    /**
     * Returns the session of reads outside any transaction.
     *
     * @return the session, which is asked for reads alone
     */
    Session direct();

    /**
     * Begins the read-only transaction in which a stream, and what is read beside it, sees one moment.
     *
     * @return the transaction, as of {@link Store.Open#snapshot}
     */
    Mono<Transaction> snapshot();

    /**
     * Begins a transaction that only reads.
     *
     * @param options isolation; {@link TransactionOptions#readOnly} is true
     * @return the transaction, as of {@link Store.Open#begin}
     */
    Mono<Transaction> begin(TransactionOptions options);

    /** Called when the batch scope has written, or may have: what begins from now on must show that. */
    void wrote();
}
