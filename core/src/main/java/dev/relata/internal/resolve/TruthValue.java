package dev.relata.internal.resolve;

/** A value of three-valued logic: what Java can say of a row and a predicate. */
public enum TruthValue {
    /** The row fulfils the predicate. */
    TRUE,
    /** The row does not fulfil the predicate. */
    FALSE,
    /** Only the store can tell. */
    UNKNOWN;

    public static TruthValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public TruthValue negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
