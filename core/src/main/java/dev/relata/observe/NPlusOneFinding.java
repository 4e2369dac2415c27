package dev.relata.observe;

import org.jspecify.annotations.Nullable;

/**
 * Lookups of one relationship that went out one by one. Immutable.
 *
 * @param relationship such as {@code Book.AUTHOR}
 * @param lookups how many so far, in one subscription
 * @param place where the last one was assembled, or null where that is not known
 * @param cause why they did
 * @param message all of this, and what to do
 */
public record NPlusOneFinding(
        String relationship, int lookups, @Nullable StackTraceElement place, Cause cause, String message) {

    /** Why lookups went out one by one, and the call that mends it. */
    public enum Cause {
        /** No batch scope was open. */
        NO_SCOPE(".as(relata::batched)"),
        /** An operator subscribes to one lookup at a time, which defeats the batch scope. */
        ONE_AT_A_TIME(".lookAhead()"),
        /** The batch scope never had two lookups at a time. */
        NEVER_TOGETHER(".flatMap(…)");

        private final String remedy;

        Cause(String remedy) {
            this.remedy = remedy;
        }

        /**
         * Returns the call that mends it.
         *
         * @return Java code
         */
        public String remedy() {
            return remedy;
        }
    }
}
