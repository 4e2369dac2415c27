package dev.relata.benchmarks;

import java.util.Arrays;

/** The samples of one variant, mostly times, one for each counted round. Immutable. */
final class Samples {

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final long[] sorted;

    /** Takes values, those that are times in nanoseconds, at least one. */
    Samples(long... nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("a median needs at least one sample");
        }
        sorted = nanos.clone();
        Arrays.sort(sorted);
    }

    double medianMs() {
        return median() / NANOS_PER_MILLI;
    }

    double median() {
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        return (sorted[lower] + sorted[upper]) / 2.0;
    }

    double minMs() {
        return sorted[0] / NANOS_PER_MILLI;
    }

    double maxMs() {
        return sorted[sorted.length - 1] / NANOS_PER_MILLI;
    }
}
