package dev.relata.benchmarks.growth;

import java.util.List;

/**
 * How far it grows.
 *
 * @param rows rows of the table that is streamed
 * @param children the children of one owner
 */
record GrowthSizes(int rows, List<Integer> children) {

    static GrowthSizes full() {
        return new GrowthSizes(10_000_000, Axes.powersOfTen(1, 1_000_000));
    }

    static GrowthSizes quick() {
        return new GrowthSizes(100_000, Axes.powersOfTen(1, 10_000));
    }
}
