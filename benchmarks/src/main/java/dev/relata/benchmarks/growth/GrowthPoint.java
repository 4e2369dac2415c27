package dev.relata.benchmarks.growth;

/**
 * What one variant took at one size.
 *
 * @param axis what grows
 * @param size how large it was
 * @param units rows or lookups that were read
 * @param variant who read them
 * @param medianMs the median of the counted rounds, in milliseconds
 * @param minMs the fastest
 * @param maxMs the slowest
 * @param clientMs the median of this JVM's processor time
 * @param bytesEach the median of the bytes allocated for each row or lookup
 */
public record GrowthPoint(
        String axis,
        int size,
        int units,
        String variant,
        double medianMs,
        double minMs,
        double maxMs,
        double clientMs,
        double bytesEach) {}
