package dev.relata.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. Immutable.
 *
 * @param workloads what to measure
 * @param rows rows of the table that is streamed
 * @param books books of the library, with a hundredth of that in authors and three times that in links
 * @param warmups rounds that are run and not counted
 * @param rounds rounds that are counted
 * @param variants the variants to measure, beside the reference of each workload; all where none is given
 * @param seed decides the order of the variants within each round
 * @param url the database to use, or null for an embedded one
 * @param mongoUrl the MongoDB to use, or null for a stand-in
 * @param results the file to write
 */
record Settings(
        Set<String> workloads,
        int rows,
        int books,
        int warmups,
        int rounds,
        Set<String> variants,
        long seed,
        @Nullable String url,
        @Nullable String mongoUrl,
        Path results) {

    /** All that can be measured. */
    static final Set<String> WORKLOADS = Collections.unmodifiableSet(
            new LinkedHashSet<>(List.of("iterate", "export", "lookups", "graph", "lone", "mongo-iterate")));

    /** What needs related rows in PostgreSQL. */
    static final Set<String> OF_THE_LIBRARY = Set.of("lookups", "graph", "lone");

    /** What needs no PostgreSQL. */
    static final String OF_MONGO = "mongo-iterate";

    static final String USAGE = """
            benchmarks/run [options] [workload ...]

            Workloads: iterate, export, lookups, graph, lone, mongo-iterate; all of them where none is named.

              --quick         200,000 rows, 5 rounds after 2: less than 5 minutes
              --rounds N      rounds that are counted (11)
              --warmups N     rounds before them that are not (4)
              --rows N        rows of the table that is streamed (1,000,000; of mongo-iterate a tenth)
              --books N       books of the library (50,000), with N/100 authors and 3 N links
              --variants A,B  measures these beside the one that all are put in relation to
              --seed N        repeats the order in which an earlier run took the variants
              --url URL       uses this database (r2dbc:postgresql://user:password@host:port/database) instead of an
                              embedded one; makes tables named relata_benchmark_... in it and drops them at the end
              --mongo-url URL uses this MongoDB (mongodb://host:port) instead of a stand-in; makes the database
                              relata_benchmark in it and drops it at the end
              --results FILE  where the figures go (benchmarks/target/results.json)
              --help          says this
            """;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static Settings parse(String... arguments) {
        Deque<String> rest = new ArrayDeque<>(List.of(arguments));
        boolean quick = rest.contains("--quick");
        Set<String> workloads = new LinkedHashSet<>();
        int rows = quick ? 200_000 : 1_000_000;
        int books = 50_000;
        int warmups = quick ? 2 : 4;
        int rounds = quick ? 5 : 11;
        Set<String> variants = Set.of();
        long seed = System.nanoTime() & 0xFFFF;
        String url = null;
        String mongoUrl = null;
        Path results = Path.of("benchmarks", "target", "results.json");
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--quick" -> {}
                case "--rows" -> rows = count(option, rest.poll(), 1);
                case "--books" -> books = count(option, rest.poll(), 1);
                case "--warmups" -> warmups = count(option, rest.poll(), 0);
                case "--rounds" -> rounds = count(option, rest.poll(), 1);
                case "--variants" ->
                    variants = Set.of(given(option, rest.poll()).split(","));
                case "--seed" -> seed = count(option, rest.poll(), 0);
                case "--url" -> url = given(option, rest.poll());
                case "--mongo-url" -> mongoUrl = given(option, rest.poll());
                case "--results" -> results = Path.of(given(option, rest.poll()));
                default -> workloads.add(workload(option));
            }
        }
        return new Settings(
                workloads.isEmpty() ? WORKLOADS : workloads,
                rows,
                books,
                warmups,
                rounds,
                variants,
                seed,
                url,
                mongoUrl,
                results);
    }

    /** Tells whether a variant is asked for. */
    boolean measures(String variant) {
        return variants.isEmpty() || variants.contains(variant);
    }

    private static String workload(String word) {
        if (!WORKLOADS.contains(word)) {
            throw new IllegalArgumentException(
                    word + " is neither an option nor one of the workloads " + WORKLOADS + "; --help lists both.");
        }
        return word;
    }

    private static int count(String option, @Nullable String word, int least) {
        String text = given(option, word);
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the one message.
        }
        throw new IllegalArgumentException(option + " needs a number from " + least + " on, not '" + text + "'.");
    }

    private static String given(String option, @Nullable String word) {
        if (word == null) {
            throw new IllegalArgumentException(option + " needs a value after it.");
        }
        return word;
    }
}
