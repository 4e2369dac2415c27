package dev.relata.internal.resolve;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.StoreException;
import dev.relata.error.ValueText;

/** Adds to errors of a store what only the caller knows. */
public final class StoreErrors {

    private StoreErrors() {}

    /**
     * Adds words to an error, which stays what it is.
     *
     * @return an error of the same kind, or the same one where nothing can be added to it
     */
    public static StoreException saying(StoreException error, String words) {
        String message = ValueText.ofError(error) + "; " + words;
        if (error instanceof ConstraintViolationException violation) {
            return new ConstraintViolationException(
                    message, error.reason(), error.code(), violation.constraint(), error.originalCause());
        }
        return error.getClass() == StoreException.class
                ? new StoreException(message, error.reason(), error.code(), error.retryable(), error.originalCause())
                : error;
    }
}
