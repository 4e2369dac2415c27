package dev.relata.internal.batch;

import dev.relata.observe.NPlusOne;
import dev.relata.observe.RelataListener;
import java.util.List;

/**
 * How batch scopes behave. Immutable.
 *
 * @param maxBatch the most keys of one statement; a batch that is full goes at once
 * @param maxCached the most rows that a scope remembers; the least recently used go first
 * @param nPlusOne what happens to lookups that go out one by one
 * @param listeners are told
 */
public record BatchOptions(int maxBatch, int maxCached, NPlusOne nPlusOne, List<RelataListener> listeners) {

    /** The most keys of one statement by default. */
    public static final int MAX_BATCH = 1000;

    /** The most rows that a scope remembers by default. */
    public static final int MAX_CACHED = 100_000;

    /** Checks the numbers, copies the list. */
    public BatchOptions {
        if (maxBatch < 1 || maxCached < 0) {
            throw new IllegalArgumentException(
                    "maxBatch must be 1 or more and maxCached 0 or more, were " + maxBatch + " and " + maxCached);
        }
        listeners = List.copyOf(listeners);
    }
}
