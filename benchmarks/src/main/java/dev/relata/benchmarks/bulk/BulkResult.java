package dev.relata.benchmarks.bulk;

/**
 * One line of the results.
 *
 * @param workload what was done
 * @param variant how
 * @param medianMs the median of the counted rounds, in milliseconds
 * @param minMs the fastest
 * @param maxMs the slowest
 * @param ratio this median over that of {@code raw-copy} in the same run
 */
record BulkResult(String workload, String variant, double medianMs, double minMs, double maxMs, double ratio) {}
