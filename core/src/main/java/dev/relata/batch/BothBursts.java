package dev.relata.batch;

import dev.relata.spi.Burst;

/** Scopes of two front doors, one inside the other: what emits is a burst to both. */
record BothBursts(Burst outer, Burst inner) implements Burst {

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
