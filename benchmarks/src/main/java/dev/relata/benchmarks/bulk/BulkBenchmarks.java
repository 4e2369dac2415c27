package dev.relata.benchmarks.bulk;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Measures bulk writes, prints a table and writes the figures. */
public final class BulkBenchmarks {

    private static final String USAGE = """
            benchmarks/run-bulk [options]

              --items N       children that createMany writes (100,000)
              --links N       links that addMany writes (500,000)
              --rounds N      rounds that are counted (5)
              --warmups N     rounds before them that are not (2)
              --spring N      rounds that Spring Data takes part in (1); it is slow
              --only NAME     one workload: createMany or addMany
              --url URL       uses this database instead of an embedded one
              --results FILE  where the figures go (benchmarks/target/bulk-results.json)
            """;

    private BulkBenchmarks() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments see {@code --help}
     * @throws IOException where no server starts or no file can be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        if (words.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        String url = option(words, "--url", "");
        if (!url.isEmpty()) {
            measure(url, words);
            return;
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            measure("r2dbc:postgresql://postgres@localhost:" + server.getPort() + "/postgres", words);
        }
    }

    private static void measure(String url, List<String> words) throws IOException {
        int items = number(words, "--items", 100_000);
        int links = number(words, "--links", 500_000);
        try (BulkWorkloads workloads = BulkWorkloads.prepare(url, items, links)) {
            print(
                    "Java %s, %d MiB heap; PostgreSQL %s; %,d items, %,d links",
                    System.getProperty("java.version"),
                    Runtime.getRuntime().maxMemory() >> 20,
                    workloads.server(),
                    items,
                    links);
            List<BulkResult> results = results(words, workloads);
            results.forEach(BulkBenchmarks::print);
            write(results, Path.of(option(words, "--results", "benchmarks/target/bulk-results.json")));
        }
    }

    private static List<BulkResult> results(List<String> words, BulkWorkloads workloads) {
        BulkRounds rounds = new BulkRounds(number(words, "--warmups", 2), number(words, "--rounds", 5), workloads);
        List<BulkVariant> variants = workloads.variants(number(words, "--spring", 1));
        String only = option(words, "--only", "");
        return Stream.of(BulkWorkloads.CREATE, BulkWorkloads.ADD)
                .filter(workload -> only.isEmpty() || workload.equals(only))
                .map(workload -> variants.stream()
                        .filter(variant -> variant.workload().equals(workload))
                        .toList())
                .flatMap(ways -> rounds.measure(ways).stream())
                .toList();
    }

    private static void print(BulkResult one) {
        print(
                "%-12s %-14s %10.1f %10.1f %10.1f %8.3f  pace %.2f of raw-copy",
                one.workload(), one.variant(), one.medianMs(), one.minMs(), one.maxMs(), one.ratio(), 1 / one.ratio());
    }

    private static int number(List<String> words, String name, int otherwise) {
        return Integer.parseInt(option(words, name, String.valueOf(otherwise)));
    }

    private static void write(List<BulkResult> results, Path file) throws IOException {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, json.writeValueAsString(results) + System.lineSeparator());
        print("written to %s", file);
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : words.get(at + 1);
    }

    static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
