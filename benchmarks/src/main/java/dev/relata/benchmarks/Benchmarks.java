package dev.relata.benchmarks;

import dev.relata.benchmarks.library.LibraryWorkloads;
import dev.relata.benchmarks.mongo.MongoIterateWorkload;
import dev.relata.benchmarks.mongo.StandInJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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
        Report report = new Report(System.out);
        List<Measurement> all = new ArrayList<>();
        report.begin(settings);
        if (!settings.workloads().equals(Set.of(Settings.OF_MONGO))) {
            all.addAll(overPostgres(settings, report));
        }
        if (settings.workloads().contains(Settings.OF_MONGO)) {
            all.addAll(overMongo(settings, report));
        }
        report.write(all, settings.results());
    }

    private static List<Measurement> overPostgres(Settings settings, Report report) {
        if (settings.url() != null) {
            return overPostgres(settings, settings.url(), report);
        }
        try (EmbeddedServer server = EmbeddedServer.start()) {
            return overPostgres(settings, server.url(), report);
        }
    }

    private static List<Measurement> overPostgres(Settings settings, String url, Report report) {
        List<Measurement> all = new ArrayList<>();
        try (Connections connections = Connections.to(url)) {
            report.server("PostgreSQL " + connections.server(), settings.url() == null ? "embedded" : "given");
            if (settings.workloads().contains("iterate")) {
                try (IterateWorkload iterate = IterateWorkload.prepare(connections, settings.rows())) {
                    all.addAll(measure(settings, iterate, report));
                }
            }
            if (settings.workloads().contains(ExportWorkload.NAME)) {
                try (ExportWorkload export = ExportWorkload.prepare(connections, settings.rows())) {
                    all.addAll(measure(settings, export, report));
                }
            }
            if (settings.workloads().stream().anyMatch(Settings.OF_THE_LIBRARY::contains)) {
                try (LibraryWorkloads library = LibraryWorkloads.prepare(connections, settings.books())) {
                    all.addAll(measure(settings, library, report));
                    all.addAll(peer(settings, url, report));
                }
            }
        }
        return all;
    }

    private static List<Measurement> overMongo(Settings settings, Report report) {
        if (settings.mongoUrl() != null) {
            return overMongo(settings, settings.mongoUrl(), "given", report);
        }
        try (StandInJvm server = StandInJvm.start()) {
            return overMongo(settings, server.url(), "mongo-java-server in a JVM of its own, a stand-in", report);
        }
    }

    private static List<Measurement> overMongo(Settings settings, String url, String origin, Report report) {
        try (MongoIterateWorkload iterate = MongoIterateWorkload.prepare(url, settings.rows())) {
            report.server("MongoDB " + iterate.server(), origin);
            return measure(settings, iterate, report);
        }
    }

    private static List<Measurement> peer(Settings settings, String url, Report report) {
        if (!settings.variants().isEmpty()
                || !PeerJvm.built()
                || settings.workloads().stream().noneMatch(Settings.OF_PEERS::contains)) {
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
