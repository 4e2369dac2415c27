package dev.relata.spi;

import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.ClusterKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A database as core sees it; implemented by adapters. Immutable and thread-safe once open.
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

        /**
         * Begins the read-only transaction in which a stream, and what is read beside it, sees one moment.
         *
         * @return the transaction, as of {@link #begin}; by default one at {@link Isolation#REPEATABLE_READ}
         */
        default Mono<Transaction> snapshot() {
            return begin(TransactionOptions.isolation(Isolation.REPEATABLE_READ).asReadOnly());
        }

        /**
         * Chooses where the reads of one operation, or of one batch scope, go that need not see the newest rows. Called once for each of
         * them; must not block.
         *
         * @return the reads, or null where all requests go to one place: the default
         */
        default @Nullable Reads reads() {
            return null;
        }

        /**
         * Returns the transactions of a framework in which this store takes part; asked once, when the store is opened.
         *
         * @return the transactions, or null where there is no framework: the default
         */
        default @Nullable AmbientTransactions ambientTransactions() {
            return null;
        }

        /**
         * Does an operation in a transaction of its own again, from its beginning, where it failed because it met another
         * one: for stores whose writers meet where others wait. Never asked for what runs in a user's transaction, which
         * {@code retry(n)} repeats.
         *
         * @param operation the operation, which may be subscribed to again once it has failed
         * @param <R> what it answers
         * @return its answer; by default the operation as it is
         */
        default <R> Mono<R> repeated(Mono<R> operation) {
            return operation;
        }

        /**
         * Tells whether a schema is created whole or not at all, in a transaction.
         *
         * @return false where the store's transactions hold rows alone, and {@link Session#createSchema} is asked of
         *     {@link #direct()}
         */
        default boolean createsSchemaInTransactions() {
            return true;
        }

        /**
         * Refuses a value that this store cannot keep, as far as it knows without asking; no I/O. What a size says is checked
         * before, see {@link ColumnSizes}.
         *
         * @param attribute the attribute
         * @param value a value of its type
         * @throws dev.relata.error.InvalidValueException where a write of the value would fail, naming the attribute
         */
        default void check(Attribute attribute, Object value) {}

        /**
         * Reads out of an error of this store what it says of the value that was refused.
         *
         * @param error an error that a write signalled
         * @param type the type that was written
         * @return what it says, {@link Refused#UNKNOWN} where that is nothing
         */
        default Refused refused(StoreException error, EntityType<?> type) {
            return Refused.UNKNOWN;
        }

        /**
         * Writes down what would create a schema for the model; no I/O. Needs {@link Capability#SCHEMA}.
         *
         * @param part how much of it; {@link SchemaPart#MISSING} is written as if nothing were there
         * @return statements in the store's own language, in their order, for a person or a migration tool; empty where
         *     nothing has to be created
         * @throws dev.relata.error.ModelException where the model does not say enough, with every error
         */
        default List<String> schemaStatements(SchemaPart part) {
            throw Session.withoutSchema();
        }

        /**
         * Writes down what would create a schema for the model on a cluster; no I/O.
         *
         * @param cluster the kind of cluster
         * @return statements as of {@link #schemaStatements(SchemaPart)}, with those that distribute the tables
         * @throws dev.relata.error.RefusedException where the store has no such cluster: by default
         */
        default List<String> schemaStatements(ClusterKind cluster) {
            throw new RefusedException(
                    "schema: this store has no tables that " + cluster + " distributes; ask the store of its database");
        }
    }
}
