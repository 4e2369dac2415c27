package dev.relata.internal.batch;

import dev.relata.spi.Burst;

/** The burst of scopes of two front doors, one inside the other: what emits is a burst to both. */
record CompositeBurst(Burst outer, Burst inner) implements Burst {

    static Burst of(Burst outer, Burst inner) {
        return outer == Burst.NONE ? inner : new CompositeBurst(outer, inner);
    }

    @Override
    public void begin() {
        outer.begin();
        inner.begin();
    }

    @Override
    public void end() {
        try {
            inner.end();
        } finally {
            outer.end();
        }
    }
}
