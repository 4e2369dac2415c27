package dev.relata.query;

/**
 * Something that would make the write of a row fail. Immutable.
 *
 * @param where the property or the relationship, such as {@code Book.title}
 * @param problem what is wrong
 * @param message what is wrong, where, and what to do
 */
public record Violation(String where, Problem problem, String message) {

    /** What is wrong with a row. */
    public enum Problem {
        /** A component that needs a value has none. */
        MISSING,
        /** A value cannot be stored. */
        INVALID,
        /** Some components of a key are null and others are not. */
        INCOMPLETE,
        /** A key points nowhere. */
        NOT_FOUND
    }
}
