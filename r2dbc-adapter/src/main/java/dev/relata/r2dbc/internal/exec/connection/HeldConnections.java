package dev.relata.r2dbc.internal.exec.connection;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that have been taken and not given back. Thread-safe. */
public final class HeldConnections {

    private final AtomicInteger held = new AtomicInteger();

    /** Makes a count of none. */
    public HeldConnections() {}

    void taken() {
        held.incrementAndGet();
    }

    void givenBack() {
        held.decrementAndGet();
    }

    /**
     * Returns the number.
     *
     * @return how many are held now
     */
    public int count() {
        return held.get();
    }
}
