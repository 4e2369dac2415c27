package dev.relata.benchmarks;

import dev.relata.benchmarks.library.LibraryWorkloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a peer does in a JVM of its own: its variants in rounds with the one that all others are put in relation to, so that
 * its ratio can be compared with theirs.
 */
public final class PeerRun {

    private final Settings settings;

    private PeerRun(Settings settings) {
        this.settings = settings;
    }

    /**
     * Reads the command line that {@link PeerJvm} writes.
     *
     * @param arguments the command line
     * @return the run
     */
    public static PeerRun parse(String... arguments) {
        return new PeerRun(Settings.parse(arguments));
    }

    /**
     * Answers where the database is.
     *
     * @return its address
     */
    public String url() {
        return Objects.requireNonNull(settings.url(), "--url");
    }

    /**
     * Measures one variant of each workload that is asked for beside the reference, and writes the figures; blocks.
     *
     * @param peers makes the variants, by workload
     */
    public void measure(Peers peers) {
        Report report = new Report(System.out);
        List<Measurement> all = new ArrayList<>();
        try (Connections connections = Connections.to(url())) {
            LibraryWorkloads library = LibraryWorkloads.over(connections, settings.books());
            Map<String, Variant> variants = peers.of(library);
            for (Workload workload : library.workloads()) {
                Variant variant = variants.get(workload.name());
                if (variant != null && settings.workloads().contains(workload.name())) {
                    all.addAll(new Rounds(settings, report).measure(workload.beside(variant)));
                }
            }
        }
        report.write(all, settings.results());
    }

    /** Makes the variants of a peer. */
    @FunctionalInterface
    public interface Peers {

        /**
         * Makes the variants.
         *
         * @param library what is asked for
         * @return the variants by the names of their workloads
         */
        Map<String, Variant> of(LibraryWorkloads library);
    }
}
