package dev.relata.model;

import java.util.List;

/**
 * A relationship, declared as a constant of the record it starts from. Immutable; every option gives a changed copy.
 *
 * @param <S> the owner, where it starts
 * @param <T> the target
 */
public sealed interface Relationship<S, T> permits ToOne, HasOne, ToMany {

    /**
     * Answers the kind.
     *
     * @return the kind
     */
    RelationshipKind kind();

    /**
     * Returns how the relationship is stored, as declared.
     *
     * @return the mapping, the same for all views of one relationship
     */
    RelationshipMapping mapping();

    /**
     * Returns the steps of the default selection.
     *
     * @return filters, orders and limits in the order given, unmodifiable; always empty for a to-one
     */
    List<Step<T>> steps();
}
