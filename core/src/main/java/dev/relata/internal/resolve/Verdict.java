package dev.relata.internal.resolve;

/** What can be said in Java of a row and a restriction. */
public enum Verdict {
    /** The row passes. */
    PASSES,
    /** The row does not pass. */
    FAILS,
    /** Only the store can tell. */
    UNKNOWN;

    public static Verdict of(boolean passes) {
        return passes ? PASSES : FAILS;
    }

    public Verdict negated() {
        return switch (this) {
            case PASSES -> FAILS;
            case FAILS -> PASSES;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
