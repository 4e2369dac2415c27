package dev.relata.model;

/** What a condition compares with. Every comparison is true or false, never unknown. */
public enum Operator {
    /** Equal; false for a null value. */
    EQ,
    /** Not equal; true for a null value. */
    NE,
    /** Less; false for a null value. */
    LT,
    /** Less or equal; false for a null value. */
    LTE,
    /** Greater; false for a null value. */
    GT,
    /** Greater or equal; false for a null value. */
    GTE,
    /** Between two bounds, both included; false for a null value. */
    BETWEEN,
    /** One of the values; false for a null value. */
    IN,
    /** None of the values; true for a null value. */
    NOT_IN,
    /** Null. */
    IS_NULL,
    /** Not null. */
    IS_NOT_NULL,
    /** Matches a pattern with {@code %} and {@code _}, escaped by a backslash. */
    LIKE,
    /** Contains a text, taken literally. */
    CONTAINS,
    /** Starts with a text, taken literally. */
    STARTS_WITH,
    /** Ends with a text, taken literally. */
    ENDS_WITH,
    /** Is an array with all of some elements; false for a null value. */
    CONTAINS_ALL,
    /** Is an array with at least one of some elements; false for a null value. */
    OVERLAPS,
    /** Is a JSON document with a value at a path of keys; false for a null value, and where the path leads to nothing. */
    JSON_EQUALS,
    /** Holds all words of a text, as full text search compares words; false for a null value. */
    MATCHES;

    /**
     * Tells whether this matches text.
     *
     * @return true for LIKE, CONTAINS, STARTS_WITH, ENDS_WITH and MATCHES
     */
    public boolean matchesText() {
        return switch (this) {
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH, MATCHES -> true;
            case EQ, NE, LT, LTE, GT, GTE, BETWEEN, IN, NOT_IN, IS_NULL, IS_NOT_NULL -> false;
            case CONTAINS_ALL, OVERLAPS, JSON_EQUALS -> false;
        };
    }
}
