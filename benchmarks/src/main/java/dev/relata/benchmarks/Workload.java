package dev.relata.benchmarks;

import java.util.List;

/**
 * Something that can be done in several ways, to be compared.
 *
 * @param name what it is called in the results
 * @param reference the variant that the others are put in relation to
 * @param variants the ways
 */
record Workload(String name, String reference, List<Variant> variants) {}
