package dev.relata.error;

import java.time.temporal.TemporalAccessor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts values into the messages of errors, so that {@link RelataException} withholds them unless they are asked for. Stores and
 * the library write every value of a row or of a request into a message by this, and no value in another way. Stateless,
 * thread-safe.
 *
 * <pre>{@code
 * throw new InvalidValueException("Book.title is " + ValueText.of(title) + ", which is too long");
 * // Book.title is …, which is too long
 * // Book.title is Winter, which is too long      with RelataBuilder.valuesInErrors(true)
 * }</pre>
 */
public final class ValueText {

    /** Noncharacters of Unicode, which no text holds that is exchanged: they enclose a value in a message. */
    private static final char BEGIN = '\uFDD0';

    private static final char END = '\uFDD1';
    private static final String PLACEHOLDER = "…";

    private ValueText() {}

    /**
     * Writes a value, or a text that may repeat values, for a message.
     *
     * @param value the value, null for null
     * @return its text for the message of a {@link RelataException}, and for nothing else
     */
    public static String of(@Nullable Object value) {
        return BEGIN + withValues(String.valueOf(value)) + END;
    }

    /**
     * Writes a value of a key for a message. Numbers, UUIDs, times, enums and booleans are shown always, for they find the row and
     * say no more; a text, and what is made of texts, is a value as any other.
     *
     * @param value the value, null for null
     * @return its text for the message of a {@link RelataException}
     */
    public static String ofKey(@Nullable Object value) {
        return identifies(value) ? String.valueOf(value) : of(value);
    }

    private static boolean identifies(@Nullable Object value) {
        return value == null
                || value instanceof Number
                || value instanceof UUID
                || value instanceof TemporalAccessor
                || value instanceof Enum<?>
                || value instanceof Boolean;
    }

    /**
     * Writes another error for a message: one of Relata as its message, any other as its class and its message, which is taken for
     * a value.
     *
     * @param error the error
     * @return its text for the message of a {@link RelataException}
     */
    public static String ofError(Throwable error) {
        return error instanceof RelataException known
                ? known.markedMessage()
                : error.getClass().getName() + (error.getMessage() == null ? "" : ": " + of(error.getMessage()));
    }

    /**
     * Leaves the values out of a text that is no message of an error, such as what a listener prints.
     *
     * @param message a text that holds values as {@link #of} and {@link #ofKey} write them
     * @return the text with an ellipsis in place of each value
     */
    public static String withoutValues(String message) {
        int begin = message.indexOf(BEGIN);
        if (begin < 0) {
            return message;
        }
        StringBuilder text = new StringBuilder(message.length());
        int end = 0;
        while (begin >= 0) {
            text.append(message, end, begin).append(PLACEHOLDER);
            int last = message.indexOf(END, begin);
            end = last < 0 ? message.length() : last + 1;
            begin = message.indexOf(BEGIN, end);
        }
        return text.append(message, end, message.length()).toString();
    }

    /**
     * Returns a text with its values, as it may be shown to those who ask for them.
     *
     * @param message a text that holds values as {@link #of} and {@link #ofKey} write them
     * @return the text with the values themselves
     */
    public static String withValues(String message) {
        return message.replace(String.valueOf(BEGIN), "").replace(String.valueOf(END), "");
    }
}
