package dev.relata.benchmarks;

import dev.relata.benchmarks.library.LibraryWorkloads;
import java.util.ArrayList;
import java.util.List;

/** Measures Relata beside its driver, prints a table and writes the figures. */
public final class Benchmarks {

    private Benchmarks() {}

    /**
     * Runs the benchmarks; ends with 0 when all was measured, whatever the figures, with 2 where the command line is not
     * understood.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(Settings.USAGE);
            return;
        }
        try {
            run(Settings.parse(arguments));
        } catch (IllegalArgumentException notUnderstood) {
            System.err.println(notUnderstood.getMessage());
            System.exit(2);
        }
    }

    private static void run(Settings settings) {
        if (settings.url() != null) {
            measure(settings, settings.url());
            return;
        }
        try (EmbeddedServer server = EmbeddedServer.start()) {
            measure(settings, server.url());
        }
    }

    private static void measure(Settings settings, String url) {
        Report report = new Report(System.out);
        List<Measurement> all = new ArrayList<>();
        try (Connections connections = Connections.to(url)) {
            report.begin(settings, connections.server());
            if (settings.workloads().contains("iterate")) {
                try (IterateWorkload iterate = IterateWorkload.prepare(connections, settings.rows())) {
                    all.addAll(measure(settings, iterate, report));
                }
            }
            if (settings.workloads().stream().anyMatch(name -> !name.equals("iterate"))) {
                try (LibraryWorkloads library = LibraryWorkloads.prepare(connections, settings.books())) {
                    all.addAll(measure(settings, library, report));
                    all.addAll(peer(settings, url, report));
                }
            }
        }
        report.write(all, settings.results());
    }

    private static List<Measurement> peer(Settings settings, String url, Report report) {
        if (!PeerJvm.built() || settings.workloads().stream().noneMatch(Settings.OF_PEERS::contains)) {
            return List.of();
        }
        try {
            List<Measurement> measurements = new PeerJvm(settings, url).measure();
            report.table(measurements, 1);
            return measurements;
        } catch (IllegalStateException failed) {
            System.err.println("left out: " + failed.getMessage());
            return List.of();
        }
    }

    private static List<Measurement> measure(Settings settings, Prepared prepared, Report report) {
        List<Measurement> all = new ArrayList<>();
        for (Workload workload : prepared.workloads()) {
            if (settings.workloads().contains(workload.name())) {
                List<Measurement> measurements = new Rounds(settings, report).measure(workload);
                report.table(measurements, workload.units());
                all.addAll(measurements);
            }
        }
        prepared.targets().forEach(target -> report.verdict(target, all));
        return all;
    }
}
