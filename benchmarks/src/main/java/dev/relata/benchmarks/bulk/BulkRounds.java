package dev.relata.benchmarks.bulk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/** Runs all variants of a workload once in every round, in an order that is shuffled anew; the tables are empty each time. */
final class BulkRounds {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String REFERENCE = "raw-copy";
    private static final double NANOS_PER_MILLI = 1_000_000;

    private final int warmups;
    private final int rounds;
    private final BulkWorkloads workloads;
    private final Random order = new Random(42);

    BulkRounds(int warmups, int rounds, BulkWorkloads workloads) {
        this.warmups = warmups;
        this.rounds = rounds;
        this.workloads = workloads;
    }

    /** Measures; blocks until it is done. */
    List<BulkResult> measure(List<BulkVariant> variants) {
        Map<String, List<Long>> times = new LinkedHashMap<>();
        variants.forEach(variant -> times.put(variant.name(), new ArrayList<>()));
        Set<Long> seen = new HashSet<>();
        for (int round = 1; round <= warmups + rounds; round++) {
            List<BulkVariant> shuffled = new ArrayList<>(variants);
            Collections.shuffle(shuffled, order);
            for (BulkVariant variant : shuffled) {
                int left = warmups + rounds - round;
                if (left < variant.rounds()) {
                    long nanos = time(variant, seen);
                    BulkBenchmarks.print(
                            "  round %d %-14s %10.1f ms%s",
                            round, variant.name(), nanos / NANOS_PER_MILLI, round > warmups ? "" : " (warm-up)");
                    if (round > warmups) {
                        Objects.requireNonNull(times.get(variant.name())).add(nanos);
                    }
                }
            }
        }
        double reference = median(Objects.requireNonNull(times.get(REFERENCE)));
        String workload = variants.get(0).workload();
        return times.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> result(workload, entry.getKey(), entry.getValue(), reference))
                .toList();
    }

    private long time(BulkVariant variant, Set<Long> seen) {
        workloads.empty();
        System.gc();
        long start = System.nanoTime();
        Long rows = variant.run().block(PATIENCE);
        long nanos = System.nanoTime() - start;
        seen.add(workloads.stored(variant.workload()));
        if (seen.size() > 1 || rows == null || rows != workloads.rows(variant.workload())) {
            throw new IllegalStateException(
                    variant.name() + " has written " + rows + " rows, or others than those before it");
        }
        return nanos;
    }

    private static BulkResult result(String workload, String variant, List<Long> nanos, double reference) {
        double median = median(nanos);
        return new BulkResult(
                workload,
                variant,
                median / NANOS_PER_MILLI,
                Collections.min(nanos) / NANOS_PER_MILLI,
                Collections.max(nanos) / NANOS_PER_MILLI,
                median / reference);
    }

    private static double median(List<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
    }
}
