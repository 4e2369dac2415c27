package dev.relata.internal.batch;

import dev.relata.internal.observe.Listeners;
import dev.relata.observe.NPlusOne;

/**
 * How batch scopes behave. Immutable.
 *
 * @param maxBatch the most keys of one statement; a batch that is full goes at once
 * @param maxCached the most rows that a scope remembers; the least recently used go first
 * @param nPlusOne what happens to lookups that go out one by one
 * @param listeners are told
 */
public record BatchOptions(int maxBatch, int maxCached, NPlusOne nPlusOne, Listeners listeners) {

    /** The most keys of one statement by default. */
    public static final int MAX_BATCH = 4096;

    /** The most rows that a scope remembers by default. */
    public static final int MAX_CACHED = 100_000;

    /** Checks the numbers. */
    public BatchOptions {
        if (maxBatch < 1 || maxCached < 0) {
            throw new IllegalArgumentException(
                    "maxBatch must be 1 or more and maxCached 0 or more, were " + maxBatch + " and " + maxCached);
        }
    }
}
