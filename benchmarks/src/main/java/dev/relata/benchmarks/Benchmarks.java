package dev.relata.benchmarks;

import dev.relata.benchmarks.library.LibraryWorkloads;
import dev.relata.benchmarks.meter.Instruments;
import dev.relata.benchmarks.mongo.MongoIterateWorkload;
import dev.relata.benchmarks.mongo.StandInJvm;
import dev.relata.benchmarks.peer.Database;
import dev.relata.benchmarks.peer.PeerTask;
import dev.relata.benchmarks.peer.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

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
        report.write(RunInfo.of(settings, report.servers()), settings.results().resolveSibling("run.json"));
        report.charts(all, settings.results());
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
        boolean own = settings.url() == null;
        Database database = Database.of(url);
        List<Measurement> all = new ArrayList<>();
        try (Connections connections = Connections.to(url);
                Instruments instruments = Instruments.of(database, own);
                Peers peers = Peers.open(database, settings::measures)) {
            report.server("PostgreSQL " + connections.server(), own ? "embedded" : "given");
            Measuring measuring = new Measuring(
                    settings,
                    report,
                    instruments,
                    workload -> peers.variants(
                            workload, new PeerTask(settings.rows(), LibraryWorkloads.reviews(settings.books()))));
            if (settings.workloads().contains("iterate")) {
                try (IterateWorkload iterate = IterateWorkload.prepare(connections, settings.rows())) {
                    all.addAll(measuring.measure(iterate));
                }
            }
            if (settings.workloads().contains(ExportWorkload.NAME)) {
                try (ExportWorkload export = ExportWorkload.prepare(connections, settings.rows())) {
                    all.addAll(measuring.measure(export));
                }
            }
            if (settings.workloads().stream().anyMatch(Settings.OF_THE_LIBRARY::contains)) {
                try (LibraryWorkloads library = LibraryWorkloads.prepare(connections, settings.books())) {
                    all.addAll(measuring.measure(library));
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
        try (MongoIterateWorkload iterate = MongoIterateWorkload.prepare(url, settings.rows());
                Instruments instruments = Instruments.ofTheClient()) {
            report.server("MongoDB " + iterate.server(), origin);
            return new Measuring(settings, report, instruments, workload -> List.of()).measure(iterate);
        }
    }

    /** How workloads are measured over one server, with the variants of the peers that do the workload of a name. */
    private record Measuring(
            Settings settings, Report report, Instruments instruments, Function<String, List<Variant>> peers) {

        List<Measurement> measure(Prepared prepared) {
            List<Measurement> all = new ArrayList<>();
            for (Workload workload : prepared.workloads()) {
                if (settings.workloads().contains(workload.name())) {
                    Workload whole = workload.with(peers.apply(workload.name()));
                    List<Measurement> measurements = new Rounds(settings, report, instruments).measure(whole);
                    report.table(measurements, workload.units());
                    all.addAll(measurements);
                }
            }
            prepared.targets().forEach(target -> report.verdict(target, all));
            return all;
        }
    }
}
