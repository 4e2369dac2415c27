package dev.relata.r2dbc.internal.exec;

import reactor.core.publisher.Mono;

/**
 * A transaction on one connection, or a savepoint within one. Must be ended by {@link #commit()} or {@link #rollback()};
 * use it through {@code usingWhen}. The connection is taken, and BEGIN or SAVEPOINT sent, with the first command: a
 * transaction that sends nothing costs nothing and holds nothing.
 *
 * <p>Every command runs behind a savepoint of its own: one that fails, and whose error is resumed, leaves the transaction
 * usable.
 */
public interface SqlTransaction extends SqlSession {

    /**
     * Answers a transaction inside this one. Of several on one connection one runs at a time, the others wait; commands of
     * this one wait too while an inner one is open, except the fetches of cursors that are open already.
     *
     * @return the inner transaction, a new one for each subscription
     */
    Mono<SqlTransaction> nested();

    /**
     * Makes the changes last (for an inner one: joins them to the outer) after the commands that were subscribed before.
     * Goes on when cancelled. A second call answers as the first did; after a rollback it is an error.
     *
     * @return completes when the store has confirmed it and, for the outermost, the connection is given back
     */
    Mono<Void> commit();

    /**
     * Undoes the changes; commands still waiting fail. Goes on when cancelled. Does nothing where the transaction has ended
     * already. If the connection cannot be brought back to a clean state it is closed, which also rolls back.
     *
     * @return completes when it is done and, for the outermost, the connection is given back; never an error
     */
    Mono<Void> rollback();
}
