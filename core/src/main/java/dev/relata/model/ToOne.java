package dev.relata.model;

import org.jspecify.annotations.Nullable;

/**
 * A relationship to one row, its key on the owner.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public sealed interface ToOne<S, T> extends Relationship<S, T> permits ManyToOne, OneToOne {

    /**
     * The owner under the target's key; nothing is stored.
     *
     * @param owner the owner, not changed
     * @param target the target, or null to clear the key
     * @return a copy of the owner with the key components replaced
     * @throws dev.relata.error.RequiredRelationshipException where null is given and the relationship is required
     * @throws dev.relata.error.RefusedException where the target has no key yet
     */
    S assign(S owner, @Nullable T target);
}
