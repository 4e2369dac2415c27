package dev.relata.benchmarks;

/**
 * One line of the results.
 *
 * @param workload what was done
 * @param variant how
 * @param medianMs the median of the counted rounds, in milliseconds
 * @param minMs the fastest
 * @param maxMs the slowest
 * @param clientMs the median of the processor time that this JVM took, on all of its threads, in milliseconds
 * @param ratio this median over that of the workload's reference in the same run; 1 for the reference itself
 */
record Measurement(
        String workload, String variant, double medianMs, double minMs, double maxMs, double clientMs, double ratio) {

    /** The same under another name. */
    Measurement named(String name) {
        return new Measurement(workload, name, medianMs, minMs, maxMs, clientMs, ratio);
    }
}
