package dev.relata.internal.session;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Whether an operation that failed may be done again from its beginning; travels in its reactive context. What cannot be
 * read twice for certain, as a publisher that somebody gave, says so when it is read. Thread-safe.
 */
public final class Repeatable {

    private final AtomicBoolean spoiled = new AtomicBoolean();

    /** Makes one for an operation that nothing speaks against yet. */
    public Repeatable() {}

    /**
     * Puts it into the context of its operation.
     *
     * @param context the context
     * @return the context with it
     */
    public Context in(Context context) {
        return context.put(Repeatable.class, this);
    }

    /**
     * Says that what runs in a context cannot be done again.
     *
     * @param context the context
     */
    public static void spoil(ContextView context) {
        context.<Repeatable>getOrEmpty(Repeatable.class).ifPresent(operation -> operation.spoiled.set(true));
    }

    /**
     * Hides an error from what would do the operation again, where it must not.
     *
     * @param error the error
     * @return the error, or one around it
     */
    public Throwable seal(Throwable error) {
        return spoiled.get() ? new Sealed(error) : error;
    }

    /**
     * Takes an error out again.
     *
     * @param error what {@link #seal} answered
     * @return the error that it was given
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
