package dev.relata.internal.session;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Tells whether an operation that failed may be done again from its beginning; it travels in the reactive context of the
 * operation. A source that cannot be read twice for certain, as a publisher of the user's, spoils it when it is read. Thread-safe.
 */
public final class Repeatable {

    private final AtomicBoolean spoiled = new AtomicBoolean();

    /** Makes the mark of an operation that may be repeated so far. */
    public Repeatable() {}

    /**
     * Puts the mark into the context of its operation.
     *
     * @param context the context
     * @return the context with the mark
     */
    public Context in(Context context) {
        return context.put(Repeatable.class, this);
    }

    /**
     * Marks the operation that runs in a context as one that cannot be done again.
     *
     * @param context the context
     */
    public static void spoil(ContextView context) {
        context.<Repeatable>getOrEmpty(Repeatable.class).ifPresent(operation -> operation.spoiled.set(true));
    }

    /**
     * Wraps an error of an operation that must not be done again, so that no retry recognises it.
     *
     * @param error the error
     * @return the error, or one around it
     */
    public Throwable seal(Throwable error) {
        return spoiled.get() ? new Sealed(error) : error;
    }

    /**
     * Unwraps an error.
     *
     * @param error the error, as {@link #seal} returned it
     * @return the error that {@code seal} was given
     */
    public static Throwable open(Throwable error) {
        return error instanceof Sealed sealed && sealed.getCause() != null ? sealed.getCause() : error;
    }

    private static final class Sealed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Sealed(Throwable cause) {
            super(null, cause, false, false);
        }
    }
}
