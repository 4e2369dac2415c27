package dev.relata.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error that Relata signals or throws; its message says what, where and what to do.
 *
 * <p>Neither its message nor its causes show values of rows and requests, so that logs hold none: a message has an ellipsis in
 * place of each, and a cause of another library stands there by the name of its class and its stack trace, without its message.
 * Names of constraints, tables and properties stay, and so do keys that are numbers, UUIDs, times and the like.
 * {@link dev.relata.RelataBuilder#valuesInErrors} shows everything, and {@link #messageWithValues()} and {@link #originalCause()}
 * return it to a program that asks for it.
 */
public abstract class RelataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The message, its values marked as {@link ValueText} does. */
    private final String marked;

    private volatile boolean showsValues;

    /** Stands for the cause; made when it is asked for first. */
    private transient @Nullable Throwable withheld;

    /**
     * Makes an error without a cause.
     *
     * @param message what went wrong, where, and what to do; its values written by {@link ValueText}
     */
    protected RelataException(String message) {
        super(ValueText.withoutValues(message));
        this.marked = message;
    }

    /**
     * Makes an error with a cause.
     *
     * @param message what went wrong, where, and what to do; its values written by {@link ValueText}
     * @param cause the error underneath, or null
     */
    protected RelataException(String message, @Nullable Throwable cause) {
        super(ValueText.withoutValues(message), cause);
        this.marked = message;
    }

    /**
     * Returns what went wrong, where, and what to do.
     *
     * @return the message, with an ellipsis in place of each value unless values are shown
     */
    @Override
    public final String getMessage() {
        return showsValues ? messageWithValues() : String.valueOf(super.getMessage());
    }

    /**
     * Returns the message with the values of rows and requests that belong to it, whatever is shown; for programs, as logs and
     * clients are to be kept from values.
     *
     * @return the whole message
     */
    public final String messageWithValues() {
        return ValueText.withValues(marked);
    }

    /** Returns the message with its values marked, for the message of another error. */
    final String markedMessage() {
        return marked;
    }

    /**
     * Returns the error underneath. One of another library, such as a driver, is replaced by one that has its class by name, its
     * stack trace and its causes, and no message, unless values are shown; errors of Relata, of input and output and of time limits
     * are returned as they are.
     *
     * @return the cause, or null where there is none
     */
    @Override
    public final synchronized @Nullable Throwable getCause() {
        Throwable cause = super.getCause();
        if (cause == null || showsValues) {
            return cause;
        }
        if (withheld == null) {
            withheld = WithheldCause.of(cause);
        }
        return withheld;
    }

    /**
     * Returns the error underneath as it was signalled, such as the driver's, whatever is shown. Its message may repeat values.
     *
     * @return the cause, or null where there is none
     */
    public final @Nullable Throwable originalCause() {
        return super.getCause();
    }

    /**
     * Shows the values from now on, in the message and in the causes, as {@link dev.relata.RelataBuilder#valuesInErrors} does for
     * every error. Errors of Relata that are its causes, or are suppressed by it, show theirs too.
     */
    public final void showValues() {
        if (showsValues) {
            return;
        }
        showsValues = true;
        if (super.getCause() instanceof RelataException cause) {
            cause.showValues();
        }
        for (Throwable suppressed : getSuppressed()) {
            if (suppressed instanceof RelataException known) {
                known.showValues();
            }
        }
    }
}
