package dev.relata.benchmarks.growth;

import dev.relata.benchmarks.Variant;
import dev.relata.benchmarks.Workload;
import dev.relata.benchmarks.meter.Cost;
import dev.relata.benchmarks.meter.Instruments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;

/** Runs the variants of one size in rounds, each once in every round, in an order that the seed decides. */
final class GrowthRounds {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final int rounds;
    private final Random order;
    private final Instruments instruments;

    GrowthRounds(int rounds, long seed, Instruments instruments) {
        this.rounds = rounds;
        this.order = new Random(seed);
        this.instruments = instruments;
    }

    /**
     * Measures all variants after a round that is not counted; blocks.
     *
     * @throws IllegalStateException where two runs have not seen the same
     */
    List<GrowthPoint> measure(String axis, int size, Workload workload) {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        Set<Long> checksums = new HashSet<>();
        for (int round = 0; round <= rounds; round++) {
            List<Variant> variants = new ArrayList<>(workload.variants());
            Collections.shuffle(variants, order);
            for (Variant variant : variants) {
                Cost cost = cost(variant, workload.times(), checksums);
                if (round > 0) {
                    costs.computeIfAbsent(variant.name(), first -> new ArrayList<>())
                            .add(cost);
                }
            }
        }
        return workload.variants().stream()
                .map(variant -> point(axis, size, workload.units(), variant.name(), costs))
                .toList();
    }

    private Cost cost(Variant variant, int times, Set<Long> checksums) {
        // So that no variant pays for the garbage of the one before it.
        System.gc();
        Cost before = instruments.read();
        for (int i = 0; i < times; i++) {
            checksums.add(Objects.requireNonNull(variant.run().block(PATIENCE), variant.name()));
        }
        if (checksums.size() > 1) {
            throw new IllegalStateException(variant.name() + " has seen other values than the variants before it");
        }
        return instruments.read().since(before).each(times);
    }

    private static GrowthPoint point(String axis, int size, int units, String variant, Map<String, List<Cost>> costs) {
        List<Cost> all = Objects.requireNonNull(costs.get(variant), variant);
        long[] nanos = sorted(all, Cost::nanos);
        return new GrowthPoint(
                axis,
                size,
                units,
                variant,
                millis(nanos[nanos.length / 2]),
                millis(nanos[0]),
                millis(nanos[nanos.length - 1]),
                millis(sorted(all, Cost::clientNanos)[all.size() / 2]),
                (double) sorted(all, Cost::allocatedBytes)[all.size() / 2] / units);
    }

    private static long[] sorted(List<Cost> costs, ToLongFunction<Cost> value) {
        return costs.stream().mapToLong(value).sorted().toArray();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 1_000) / 1_000.0;
    }
}
