package dev.relata.manager;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A to-one of one owner. Immutable, thread-safe; nothing is sent before subscribe, and every subscription sends anew.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public interface ToOneManager<S, T> {

    /**
     * Reads the target, by the key that the owner holds now.
     *
     * @return the target; for an optional relationship empty where the key is null or the row missing, for a required
     *     one {@code RequiredRelationshipException} without a statement or {@code RelatedNotFoundException}
     */
    Mono<T> get();

    /**
     * Stores another key in the owner's row; no other column changes.
     *
     * @param target the new target, stored; null clears the key of an optional relationship
     * @return a copy of the owner under the new key, after it is stored; {@code RowNotFoundException} where its row is
     *     gone
     */
    Mono<S> set(@Nullable T target);

    /**
     * Clears the key of an optional relationship.
     *
     * @return a copy of the owner without the key, after it is stored
     */
    default Mono<S> clear() {
        return set(null);
    }
}
