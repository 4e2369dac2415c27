package dev.relata.benchmarks.growth;

import dev.relata.benchmarks.Connections;
import dev.relata.benchmarks.EmbeddedServer;
import dev.relata.benchmarks.RunInfo;
import dev.relata.benchmarks.meter.Instruments;
import dev.relata.benchmarks.page.GrowthChart;
import dev.relata.benchmarks.peer.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Measures how the cost of a read grows with one size, prints tables and writes figures and charts. */
public final class GrowthBenchmarks {

    private static final int STREAMS = 256;

    private static final String USAGE = """
            benchmarks/run-growth [options] [axis ...]

            Axes: rows (10^3 to 10^7), children of one owner (1 to 10^6), keys of a batch (1 to 10^5), levels (1 to 6),
            streams at once (1 to 256); all of them where none is named.

              --quick         100,000 rows, 10,000 children
              --rounds N      rounds that are counted, after one that is not (5)
              --seed N        repeats the order in which an earlier run took the variants
              --results FILE  where the figures go (benchmarks/target/growth.json); charts go beside it
            """;

    private GrowthBenchmarks() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments see {@code --help}
     * @throws IOException where no file can be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(arguments));
        if (words.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        GrowthSizes sizes = words.remove("--quick") ? GrowthSizes.quick() : GrowthSizes.full();
        int rounds = Integer.parseInt(option(words, "--rounds", "5"));
        long seed = Long.parseLong(option(words, "--seed", String.valueOf(System.nanoTime() & 0xFFFF)));
        Path results = Path.of(option(words, "--results", "benchmarks/target/growth.json"));
        RunInfo info = RunInfo.of(
                "%,d rows at most, %d rounds after one that is not counted".formatted(sizes.rows(), rounds),
                seed,
                List.of("PostgreSQL, embedded"));
        print("%s; %s; %s; order by seed %d", info.machine(), info.java(), info.measured(), seed);
        List<GrowthPoint> points = points(words, sizes, rounds, seed, results);
        write(points, results);
        write(info, results.resolveSibling("growth-run.json"));
    }

    private static List<GrowthPoint> points(List<String> axes, GrowthSizes sizes, int rounds, long seed, Path results)
            throws IOException {
        List<GrowthPoint> all = new ArrayList<>();
        Files.createDirectories(results.toAbsolutePath().getParent());
        try (EmbeddedServer server = EmbeddedServer.start(STREAMS + 20)) {
            Database database = Database.of(server.url());
            GrowthTables.create(database, sizes.rows(), sizes.children());
            try (Instruments instruments = Instruments.of(database, false);
                    Connections connections = Connections.to(server.url(), STREAMS)) {
                GrowthRounds measured = new GrowthRounds(rounds, seed, instruments);
                for (Axis axis : new Axes(connections.binary()).all(sizes)) {
                    if (axes.isEmpty() || axes.contains(axis.name())) {
                        List<GrowthPoint> points = points(axis, measured);
                        GrowthChart.write(
                                axis.name(), points, results.resolveSibling("growth-" + axis.name() + ".svg"));
                        all.addAll(points);
                    }
                }
            }
        }
        return all;
    }

    private static List<GrowthPoint> points(Axis axis, GrowthRounds rounds) {
        print(
                "%n%-10s %12s %-12s %12s %12s %12s %10s",
                axis.name(), "size", "variant", "median ms", "min ms", "max ms", "µs/one");
        List<GrowthPoint> points = new ArrayList<>();
        for (int size : axis.sizes()) {
            List<GrowthPoint> measured =
                    rounds.measure(axis.name(), size, axis.workload().apply(size));
            measured.forEach(point -> print(
                    "%-10s %,12d %-12s %12.3f %12.3f %12.3f %10.3f",
                    "",
                    size,
                    point.variant(),
                    point.medianMs(),
                    point.minMs(),
                    point.maxMs(),
                    point.medianMs() * 1_000 / point.units()));
            points.addAll(measured);
        }
        return points;
    }

    private static void write(Object values, Path file) throws IOException {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.writeString(file, json.writeValueAsString(values) + System.lineSeparator());
        print("written to %s", file);
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        if (at < 0) {
            return otherwise;
        }
        words.remove(at);
        return words.remove(at);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
