package dev.relata.benchmarks;

/**
 * What is asked of a variant.
 *
 * @param workload of which workload
 * @param variant the variant
 * @param beside the variant that it is compared with
 * @param most the largest share of the other's time that it may take
 */
public record Target(String workload, String variant, String beside, double most) {}
