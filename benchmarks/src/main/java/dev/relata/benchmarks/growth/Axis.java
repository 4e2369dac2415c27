package dev.relata.benchmarks.growth;

import dev.relata.benchmarks.Workload;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Something that grows.
 *
 * @param name what it is called in the results
 * @param sizes how large it gets, ascending
 * @param workload what is done at a size
 */
record Axis(String name, List<Integer> sizes, IntFunction<Workload> workload) {

    /** Runs of one sample: short runs are repeated. */
    static int times(int units) {
        return Math.max(1, Math.min(50, 20_000 / units));
    }
}
