package dev.relata.spi;

import dev.relata.model.Model;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * A database as the engine sees it; what an adapter implements. Immutable and thread-safe once open.
 */
public interface Store {

    /**
     * Takes the model, once, before any request; may prepare but does no I/O.
     *
     * @param model the model that requests will speak of
     * @return the open store
     * @throws dev.relata.error.ModelException where the store cannot keep the model
     */
    Open open(Model model);

    /** A store that knows its model. */
    interface Open {

        /**
         * Answers what this store can do.
         *
         * @return its capabilities
         */
        Set<Capability> capabilities();

        /**
         * Requests outside any transaction, each whole on its own.
         *
         * @return the session
         */
        Session direct();

        /**
         * Begins a transaction.
         *
         * @param options isolation and whether it only reads
         * @return the transaction, which holds what it needs until commit or rollback; cancel before it is answered
         *     leaves nothing open
         */
        Mono<Transaction> begin(TransactionOptions options);
    }
}
