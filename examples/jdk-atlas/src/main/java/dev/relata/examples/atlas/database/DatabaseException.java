package dev.relata.examples.atlas.database;

/** The database cannot be used; the message says why and what to do. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A reason of this program's own.
     *
     * @param message why, and what to do
     */
    public DatabaseException(String message) {
        super(message);
    }

    /**
     * A reason with a cause.
     *
     * @param message why, and what to do
     * @param cause what went wrong underneath
     */
    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
