package dev.relata.observe;

import org.jspecify.annotations.Nullable;

/**
 * Lookups of one relationship that went out one by one. Immutable.
 *
 * @param relationship such as {@code Book.AUTHOR}
 * @param lookups how many so far, in one subscription
 * @param place where the last one was assembled, or null where that is not known
 * @param message all of this, and what to do
 */
public record NPlusOneFinding(
        String relationship, int lookups, @Nullable StackTraceElement place, String message) {}
