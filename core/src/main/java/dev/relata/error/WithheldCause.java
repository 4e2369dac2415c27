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
        boolean harmless = original instanceof RelataException || original instanceof WithheldCause;
        if (harmless || isOfNetwork(original)) {
            return original;
        }
        Throwable cause = depth == 0 ? null : original.getCause();
        return new WithheldCause(original, cause == null ? null : of(cause, depth - 1));
    }

    /** An error of the network says where, and no value; one of a library that reads texts may extend IOException and quote them. */
    private static boolean isOfNetwork(Throwable original) {
        String name = original.getClass().getName();
        return (original instanceof IOException || original instanceof TimeoutException)
                && (name.startsWith("java.") || name.startsWith("io.netty."));
    }

    /** The class of the original takes the place of this one. */
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
