package dev.relata.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Something that can be done in several ways, to be compared.
 *
 * @param name what it is called in the results
 * @param reference the variant that the others are put in relation to
 * @param units how many rows or lookups a run is, for the time of one
 * @param times how often it is done for one sample
 * @param variants the ways
 */
public record Workload(String name, String reference, int units, int times, List<Variant> variants) {

    /** The variant that the others are put in relation to, by convention. */
    public static final String REFERENCE = "raw-best";

    /** Copies the variants. */
    public Workload {
        variants = List.copyOf(variants);
    }

    /** The same with other ways behind its own. */
    Workload with(List<Variant> others) {
        List<Variant> all = new ArrayList<>(variants);
        all.addAll(others);
        return new Workload(name, reference, units, times, all);
    }
}
