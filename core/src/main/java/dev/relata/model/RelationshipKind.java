package dev.relata.model;

/** The kinds of relationship, and what each of them says of the keys between owner and target. */
public enum RelationshipKind {
    /** The key is here; many may share a target. */
    MANY_TO_ONE(KeyPlace.OWNER, true, false),
    /** The key is here and unique. */
    ONE_TO_ONE(KeyPlace.OWNER, true, true),
    /** The key is on the one target. */
    HAS_ONE(KeyPlace.TARGET, true, true),
    /** The key is on the many targets. */
    ONE_TO_MANY(KeyPlace.TARGET, false, false),
    /** Links in a junction of two keys. */
    MANY_TO_MANY(KeyPlace.LINKS, false, false),
    /** Links that are records of their own. */
    MANY_TO_MANY_THROUGH(KeyPlace.LINKS, false, false),
    /** Rows that other relationships, one after another, lead to; nothing is stored for it. */
    HAS_MANY_THROUGH(KeyPlace.OTHERS, false, false);

    private enum KeyPlace {
        OWNER,
        TARGET,
        LINKS,
        OTHERS
    }

    private final KeyPlace place;
    private final boolean toOne;
    private final boolean unique;

    RelationshipKind(KeyPlace place, boolean toOne, boolean unique) {
        this.place = place;
        this.toOne = toOne;
        this.unique = unique;
    }

    /** {@return whether the owner's row holds the foreign key} */
    public boolean keyOnOwner() {
        return place == KeyPlace.OWNER;
    }

    /** {@return whether the target's row holds the foreign key} */
    public boolean keyOnTarget() {
        return place == KeyPlace.TARGET;
    }

    /** {@return whether links between owner and target hold a key of both} */
    public boolean linked() {
        return place == KeyPlace.LINKS;
    }

    /** {@return whether it has no keys of its own, but goes through other relationships} */
    public boolean derived() {
        return place == KeyPlace.OTHERS;
    }

    /** {@return whether an owner has one target at the most} */
    public boolean toOne() {
        return toOne;
    }

    /** {@return whether the foreign key is unique, so that at most one row refers to each} */
    public boolean uniqueKey() {
        return unique;
    }

    /** {@return the kind of the same relationship seen from its target} */
    public RelationshipKind inverse() {
        return switch (this) {
            case MANY_TO_ONE -> ONE_TO_MANY;
            case ONE_TO_MANY -> MANY_TO_ONE;
            case ONE_TO_ONE -> HAS_ONE;
            case HAS_ONE -> ONE_TO_ONE;
            case MANY_TO_MANY, MANY_TO_MANY_THROUGH, HAS_MANY_THROUGH -> this;
        };
    }
}
