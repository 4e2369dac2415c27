package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;

/** Makes the errors of this package. */
final class InvalidValues {

    private InvalidValues() {}

    static InvalidValueException because(String message, Throwable cause) {
        InvalidValueException error = new InvalidValueException(message);
        error.initCause(cause);
        return error;
    }

    static InvalidValueException outOfRange(Object value, String type) {
        return new InvalidValueException(
                value + " is out of the range of " + type + "; use a wider type on one of the two sides");
    }
}
