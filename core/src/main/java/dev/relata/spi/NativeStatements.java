package dev.relata.spi;

import dev.relata.metamodel.Model;
import dev.relata.query.Iteration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs statements in a store's own language where all other requests run: in the transaction of the reactive context, on its
 * connection and behind its savepoint, else on a connection of the scope or one of their own; {@code relata.nativeStatements()}
 * has them. Adapters make the statements: users begin with {@code R2dbcStore.sql(…)} or {@code MongoStore.aggregate(…)}.
 * Immutable, thread-safe; cold, each subscription sends the statement.
 *
 * <p>What writes makes a batch scope forget everything that it knows. Needs {@link Capability#NATIVE_STATEMENTS}.
 */
public interface NativeStatements {

    /** Has the statements of one front door, so that an adapter can begin one: {@code Relata}. */
    interface Provider {

        /**
         * Returns the model.
         *
         * @return entities and relationships
         */
        Model model();

        /**
         * Returns what runs statements in the store's own language.
         *
         * @return the statements
         */
        NativeStatements nativeStatements();
    }

    /**
     * Reads rows as records.
     *
     * @param label what is read, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param record an entity of the model, or any record whose components are columns of the answer
     * @param <R> the record
     * @return the rows in the statement's order; {@code InvalidValueException} for a value that the record cannot hold
     */
    <R> Flux<R> read(String label, Object command, Class<R> record);

    /**
     * Reads the only row as a record.
     *
     * @param label what is read, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param record the record, as for {@link #read}
     * @param <R> the record
     * @return the row, empty where there is none; {@code NotUniqueException} where there are more
     */
    <R> Mono<R> one(String label, Object command, Class<R> record);

    /**
     * Streams rows as records, holding at most two fetches of them; see {@code Selection.iterate}.
     *
     * @param label what is read, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param record the record, as for {@link #read}
     * @param iteration how to fetch
     * @param <R> the record
     * @return the rows in the statement's order
     */
    <R> Flux<R> iterate(String label, Object command, Class<R> record, Iteration iteration);

    /**
     * Reads the first column of each row; nulls are left out.
     *
     * @param label what is read, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param column the name of the column
     * @param type the Java type of its values
     * @param <V> the Java type
     * @return the values in the order of the rows
     */
    <V> Flux<V> values(String label, Object command, String column, Class<V> type);

    /**
     * Writes rows and reads what they have become as records.
     *
     * @param label what is written, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @param record the record, as for {@link #read}
     * @param <R> the record
     * @return the rows that the statement returns
     */
    <R> Flux<R> returning(String label, Object command, Class<R> record);

    /**
     * Carries out a statement that answers no rows.
     *
     * @param label what is done, for messages and listeners
     * @param command the statement, as the adapter knows it
     * @return how many rows it has written, 0 where it does not say
     */
    Mono<Long> execute(String label, Object command);
}
