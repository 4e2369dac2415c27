package dev.relata.schema;

import dev.relata.model.OnDelete;

/** What a foreign key of a store does when a row that it refers to is deleted. */
public enum ReferentialAction {
    /** It refuses where rows still refer when the statement ends. */
    NO_ACTION,
    /** It refuses at once. */
    RESTRICT,
    /** It deletes the rows that refer. */
    CASCADE,
    /** It clears the key of the rows that refer. */
    SET_NULL,
    /** It gives the rows that refer the default of their key's columns. */
    SET_DEFAULT;

    /**
     * Answers what the constraint of a relationship does. What Relata refuses itself (PROTECT, RESTRICT), and what it leaves
     * to others (DO_NOTHING), the constraint refuses at the end of the statement, so that rows that go together may.
     *
     * @param action what the relationship says
     * @return what the store has to do
     */
    public static ReferentialAction of(OnDelete action) {
        return switch (action) {
            case CASCADE, DB_CASCADE -> CASCADE;
            case SET_NULL -> SET_NULL;
            case SET_DEFAULT -> SET_DEFAULT;
            case PROTECT, RESTRICT, DO_NOTHING -> NO_ACTION;
        };
    }

    /**
     * Answers the words for a message.
     *
     * @return such as {@code SET NULL}
     */
    public String words() {
        return name().replace('_', ' ');
    }
}
