package dev.relata.model;

/** The kinds of relationship. */
public enum RelationshipKind {
    /** The key is here; many may share a target. */
    MANY_TO_ONE,
    /** The key is here and unique. */
    ONE_TO_ONE,
    /** The key is on the one target. */
    HAS_ONE,
    /** The key is on the many targets. */
    ONE_TO_MANY,
    /** Links in a junction of two keys. */
    MANY_TO_MANY,
    /** Links that are records of their own. */
    MANY_TO_MANY_THROUGH
}
