package dev.relata.benchmarks.hibernate;

import dev.relata.benchmarks.PeerRun;
import dev.relata.benchmarks.Variant;
import java.util.Map;

/** Runs Hibernate Reactive beside the driver's variant; started by the benchmarks with the tables made. */
public final class HibernatePeer {

    private static final String NAME = "hibernate-reactive";

    private HibernatePeer() {}

    /**
     * Measures and writes the figures.
     *
     * @param arguments the benchmarks' own, with the address
     */
    public static void main(String[] arguments) {
        PeerRun run = PeerRun.parse(arguments);
        try (HibernateLibrary hibernate = new HibernateLibrary(run.url())) {
            run.measure(library -> Map.of(
                    "lookups", new Variant(NAME, hibernate.lookups(library.reviews())),
                    "graph", new Variant(NAME, hibernate.graphs())));
        }
        // Vert.x keeps threads that are no daemons.
        System.exit(0);
    }
}
