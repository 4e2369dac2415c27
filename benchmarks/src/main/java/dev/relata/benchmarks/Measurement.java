package dev.relata.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * One line of the results.
 *
 * @param workload what was done
 * @param variant how
 * @param medianMs the median of the counted rounds, in milliseconds
 * @param minMs the fastest
 * @param maxMs the slowest
 * @param clientMs the median of the processor time that this JVM took, on all of its threads, in milliseconds
 * @param serverMs the median of the processor time that all processes of the server took; null where it is not known
 * @param bytesEach the median of the bytes that this JVM allocated on its heap, for each row or lookup
 * @param statements how many statements the server ran, counted in a run apart; null where they are not counted
 * @param ratio this median over that of the workload's reference in the same run; 1 for the reference itself
 */
public record Measurement(
        String workload,
        String variant,
        double medianMs,
        double minMs,
        double maxMs,
        double clientMs,
        @Nullable Double serverMs,
        double bytesEach,
        @Nullable Long statements,
        double ratio) {}
