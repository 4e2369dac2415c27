package dev.relata.query;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows whose key points nowhere: what a database without a constraint, or with one that came late, may hold. Immutable,
 * thread-safe; nothing is sent before subscribe, and each method is one statement unless it says otherwise.
 *
 * <pre>{@code
 * relata.integrity().orphans(Book.AUTHOR).iterate();
 * relata.integrity().orphans(Book.EDITOR).setNull();
 * }</pre>
 *
 * @param <E> the row that holds the key
 */
public interface Orphans<E> {

    /**
     * Reads all of them at once.
     *
     * @return the rows, in the default order of their type
     */
    Flux<E> all();

    /**
     * Streams them; see {@link Selection#iterate()}.
     *
     * @return the rows, in the default order of their type
     */
    Flux<E> iterate();

    /**
     * Counts them.
     *
     * @return the number, 0 for none
     */
    Mono<Long> count();

    /**
     * Deletes them, whole or not at all, as {@link Selection#deleteAll()} does.
     *
     * @return how many there were
     */
    Mono<Long> delete();

    /**
     * Sets their key to null.
     *
     * @return how many there were; {@code RequiredRelationshipException} where the key is required, and a link's always is
     */
    Mono<Long> setNull();
}
