package dev.relata.r2dbc.faults;

import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * A public operation of Relata.
 *
 * @param name its name
 * @param writes whether it writes
 * @param publisher makes it
 */
record Operation(String name, boolean writes, Supplier<? extends Publisher<?>> publisher) {

    static Operation read(String name, Supplier<? extends Publisher<?>> publisher) {
        return new Operation(name, false, publisher);
    }

    static Operation write(String name, Supplier<? extends Publisher<?>> publisher) {
        return new Operation(name, true, publisher);
    }

    @Override
    public String toString() {
        return name;
    }
}
