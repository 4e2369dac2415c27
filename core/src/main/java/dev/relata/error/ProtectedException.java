package dev.relata.error;

/**
 * A delete, or the change of a key, was refused because rows refer to what would go, by a relationship that protects it;
 * nothing was written.
 */
public class ProtectedException extends RelataException {

    private static final long serialVersionUID = 1L;

    private final String relationship;
    private final long referrers;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do; it names the first rows that refer
     * @param relationship the relationship that protects
     * @param referrers how many rows refer
     */
    public ProtectedException(String message, String relationship, long referrers) {
        super(message);
        this.relationship = relationship;
        this.referrers = referrers;
    }

    /**
     * Answers the relationship that protects.
     *
     * @return its name, such as {@code Book.AUTHOR}
     */
    public final String relationship() {
        return relationship;
    }

    /**
     * Answers how many rows refer to what would go.
     *
     * @return the number, 1 or more
     */
    public final long referrers() {
        return referrers;
    }
}
