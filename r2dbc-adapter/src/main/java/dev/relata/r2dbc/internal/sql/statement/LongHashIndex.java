package dev.relata.r2dbc.internal.sql.statement;

/**
 * Positions of integers, in one array: a hash map of boxed ones is several times as slow once it is larger than the
 * processor's caches. Not thread-safe.
 */
final class LongHashIndex {

    static final int NONE = -1;

    /** Spreads what lies above the lowest twelve bits: keys of shards, of tenants, or in steps. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long[] slots;

    /** Where the last key was found: rows of one key often come one after the other. */
    private int last;

    /** A table for so many keys, at most half full; slots are a key and its position plus one. */
    LongHashIndex(int size) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1L, size)) + 1;
        this.slots = new long[2 << bits];
    }

    /** Adds a key; returns whether it was not there. */
    boolean add(long key, int position) {
        int slot = slot(key);
        boolean news = slots[slot + 1] == 0;
        if (news) {
            slots[slot] = key;
            slots[slot + 1] = position + 1L;
        }
        return news;
    }

    /** The position of a key, or {@link #NONE}. */
    int position(long key) {
        return (int) slots[slot(key) + 1] - 1;
    }

    /** Returns the slot of the key, or the one where it would be. */
    private int slot(long key) {
        if (slots[last] == key && slots[last + 1] != 0) {
            return last;
        }
        int slot = start(key) & slots.length - 2;
        while (slots[slot + 1] != 0 && slots[slot] != key) {
            slot = slot + 2 & slots.length - 1;
        }
        last = slot;
        return slot;
    }

    /** Keys that follow each other, as most do, stand beside each other in memory. */
    private static int start(long key) {
        return (int) (key + ((key >>> 12) * GOLDEN >>> 32)) << 1;
    }
}
