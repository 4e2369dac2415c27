package dev.relata.internal.batch;

import dev.relata.spi.Burst;

/** Scopes of two front doors, one inside the other: what emits is a burst to both. */
record CompositeBurst(Burst outer, Burst inner) implements Burst {

    @Override
    public void begin() {
        outer.begin();
        inner.begin();
    }

    @Override
    public void end() {
        inner.end();
        outer.end();
    }
}
