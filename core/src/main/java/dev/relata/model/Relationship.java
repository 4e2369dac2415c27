package dev.relata.model;

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
}
