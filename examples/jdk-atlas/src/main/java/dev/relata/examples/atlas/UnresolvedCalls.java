package dev.relata.examples.atlas;

import dev.relata.examples.atlas.scan.UnresolvedCall;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts the calls that lead to no method of the JDK: besides the {@code clone()} of arrays mostly the methods of
 * {@code MethodHandle} and {@code VarHandle} that take anything. Thread-safe.
 */
final class UnresolvedCalls implements Consumer<UnresolvedCall> {

    private final LongAdder onArrays = new LongAdder();
    private final LongAdder others = new LongAdder();

    @Override
    public void accept(UnresolvedCall call) {
        (call.onArray() ? onArrays : others).increment();
    }

    @Override
    public String toString() {
        return "%,d calls lead to no declared method: %,d clone() of arrays, %,d others"
                .formatted(onArrays.sum() + others.sum(), onArrays.sum(), others.sum());
    }
}
