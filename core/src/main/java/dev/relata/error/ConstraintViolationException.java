package dev.relata.error;

import org.jspecify.annotations.Nullable;

/** The store refused a write because a constraint of its own forbids it; the statement left nothing behind. */
public class ConstraintViolationException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String constraint;

    /**
     * Makes the error; it is not retryable.
     *
     * @param message what was refused, where, and what to do
     * @param reason what kind of constraint
     * @param code the store's own code, or null
     * @param constraint the name of the constraint, or null where the store gives none
     * @param cause the driver's error, or null
     */
    public ConstraintViolationException(
            String message,
            Reason reason,
            @Nullable String code,
            @Nullable String constraint,
            @Nullable Throwable cause) {
        super(message, reason, code, false, cause);
        this.constraint = constraint;
    }

    /**
     * Answers the name of the constraint.
     *
     * @return the name, or null where the store gives none
     */
    public final @Nullable String constraint() {
        return constraint;
    }
}
