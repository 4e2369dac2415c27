package dev.relata.error;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Stands for a cause whose message may repeat values: has its class by name, its stack trace and its causes, not its message. */
final class WithheldCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Ends a chain of causes that leads back to itself. */
    private static final int DEEPEST = 16;

    private WithheldCause(Throwable original, @Nullable Throwable cause) {
        super(
                original.getClass().getName() + "; its message may repeat values and is withheld, see"
                        + " RelataBuilder.valuesInErrors and RelataException.originalCause()",
                cause,
                false,
                true);
        setStackTrace(original.getStackTrace());
    }

    /** Returns the error to show as a cause: the same where it holds no value, or withholds its values itself. */
    static Throwable of(Throwable original) {
        return of(original, DEEPEST);
    }

    private static Throwable of(Throwable original, int depth) {
        boolean harmless = original instanceof RelataException
                || original instanceof WithheldCause
                || original instanceof IOException
                || original instanceof TimeoutException;
        if (harmless) {
            return original;
        }
        Throwable cause = depth == 0 ? null : original.getCause();
        return new WithheldCause(original, cause == null ? null : of(cause, depth - 1));
    }

    /** The class of the original takes the place of this one. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
