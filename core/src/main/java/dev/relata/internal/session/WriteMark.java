package dev.relata.internal.session;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Remembers that a transaction has written; a write of an inner one is a write of those around it too. Thread-safe. */
final class WriteMark implements Runnable, BooleanSupplier {

    private final @Nullable WriteMark outer;
    private volatile boolean wrote;

    WriteMark(@Nullable WriteMark outer) {
        this.outer = outer;
    }

    @Override
    public void run() {
        wrote = true;
        if (outer != null) {
            outer.run();
        }
    }

    @Override
    public boolean getAsBoolean() {
        return wrote;
    }
}
