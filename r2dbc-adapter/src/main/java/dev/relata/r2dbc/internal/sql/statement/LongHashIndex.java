package dev.relata.r2dbc.internal.sql.statement;

/**
 * Positions of integers, in one array: a hash map of boxed ones is several times as slow once it is larger than the
 * processor's caches. Not thread-safe.
 */
final class LongHashIndex {

    static final int NONE = -1;

    /** Spreads keys that follow each other, which most do. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final long[] slots;
    private final int shift;

    /** A table for so many keys, at most half full; slots are a key and its position plus one. */
    LongHashIndex(int size) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1L, size)) + 1;
        this.slots = new long[2 << bits];
        this.shift = Long.SIZE - bits;
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
        int slot = (int) (key * GOLDEN >>> shift) << 1;
        while (slots[slot + 1] != 0 && slots[slot] != key) {
            slot = slot + 2 & slots.length - 1;
        }
        return slot;
    }
}
