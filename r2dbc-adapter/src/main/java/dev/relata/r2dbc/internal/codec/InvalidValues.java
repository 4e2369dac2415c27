package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;

/** Makes the errors of this package. */
public final class InvalidValues {

    private InvalidValues() {}

    public static InvalidValueException because(String message, Throwable cause) {
        InvalidValueException error = new InvalidValueException(message);
        error.initCause(cause);
        return error;
    }

    static InvalidValueException outOfRange(Object value, String type) {
        return new InvalidValueException(
                ValueText.of(value) + " is out of the range of " + type + "; use a wider type on one of the two sides");
    }
}
