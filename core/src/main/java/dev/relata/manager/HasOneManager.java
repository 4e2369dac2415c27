package dev.relata.manager;

import reactor.core.publisher.Mono;

/**
 * The one row that refers to one owner. Immutable, thread-safe; nothing is sent before subscribe, and every subscription sends anew.
 *
 * @param <S> the owner
 * @param <T> the target, which holds the key
 */
public interface HasOneManager<S, T> {

    /**
     * Reads the target.
     *
     * @return the target, empty where there is none
     */
    Mono<T> get();

    /**
     * Makes a stored row the target; the one before goes by the orphan policy, in the same transaction.
     *
     * @param target the new target, stored; it moves here from another owner
     * @return a copy of the target under the owner's key, after it is stored
     */
    Mono<T> set(T target);

    /**
     * Inserts a row as the target.
     *
     * @param draft the row, without a key or with the owner's
     * @return the row as stored; {@code NotUniqueException} and nothing written where there is one already
     */
    Mono<T> create(T draft);

    /**
     * Takes the target out, by the orphan policy.
     *
     * @return completes when it is done, also where there was none
     */
    Mono<Void> clear();
}
