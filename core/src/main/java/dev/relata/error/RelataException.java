package dev.relata.error;

import org.jspecify.annotations.Nullable;

/** The root of every error that Relata signals or throws; its message says what, where and what to do. */
public abstract class RelataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes an error without a cause.
     *
     * @param message what went wrong, where, and what to do
     */
    protected RelataException(String message) {
        super(message);
    }

    /**
     * Makes an error with a cause.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the error underneath, or null
     */
    protected RelataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
