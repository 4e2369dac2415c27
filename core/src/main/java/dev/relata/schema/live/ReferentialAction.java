package dev.relata.schema.live;

import dev.relata.model.OnDelete;
import dev.relata.spi.SchemaDifference.Severity;
import java.util.Optional;

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
     * Returns what a relationship says whose constraint does this.
     *
     * @return the action; DO_NOTHING for a default, which a relationship would have to name
     */
    public OnDelete onDelete() {
        return switch (this) {
            case NO_ACTION, RESTRICT -> OnDelete.PROTECT;
            case CASCADE -> OnDelete.CASCADE;
            case SET_NULL -> OnDelete.SET_NULL;
            case SET_DEFAULT -> OnDelete.DO_NOTHING;
        };
    }

    /**
     * Compares what the store does with what a relationship says. A constraint that refuses is no obstacle to what Relata does
     * before it; one that deletes or changes rows does so behind the back of the model.
     *
     * @param action what the relationship says
     * @return how much the difference matters, empty where there is none
     */
    public Optional<Severity> difference(OnDelete action) {
        if (this == of(action) || refuses() && of(action).refuses()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (action) {
                    case DB_CASCADE -> refuses() ? Severity.BREAKS_WRITES : Severity.INTEGRITY;
                    case DO_NOTHING -> Severity.INFORMATION;
                    default -> refuses() ? Severity.INFORMATION : Severity.INTEGRITY;
                });
    }

    private boolean refuses() {
        return this == NO_ACTION || this == RESTRICT;
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
