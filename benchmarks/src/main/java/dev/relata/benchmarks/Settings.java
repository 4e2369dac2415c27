package dev.relata.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for. Immutable.
 *
 * @param rows rows of the table
 * @param warmups rounds that are run and not counted
 * @param rounds rounds that are counted
 * @param seed decides the order of the variants within each round
 * @param url the database to use, or null for an embedded one
 * @param results the file to write
 */
record Settings(
        int rows,
        int warmups,
        int rounds,
        long seed,
        @Nullable String url,
        Path results) {

    static final String USAGE = """
            benchmarks/run [options]

              --quick         500,000 rows and 9 rounds: half the time
              --rounds N      rounds that are counted (11)
              --warmups N     rounds before them that are not (4)
              --rows N        rows of the table (1,000,000)
              --seed N        repeats the order in which an earlier run took the variants
              --url URL       uses this database (r2dbc:postgresql://user:password@host:port/database) instead of an
                              embedded one; makes the table relata_benchmark_events in it and drops it at the end
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
        int rows = quick ? 500_000 : 1_000_000;
        int warmups = 4;
        int rounds = quick ? 9 : 11;
        long seed = System.nanoTime() & 0xFFFF;
        String url = null;
        Path results = Path.of("benchmarks", "target", "results.json");
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--quick" -> {}
                case "--rows" -> rows = count(option, rest.poll(), 1);
                case "--warmups" -> warmups = count(option, rest.poll(), 0);
                case "--rounds" -> rounds = count(option, rest.poll(), 1);
                case "--seed" -> seed = count(option, rest.poll(), 0);
                case "--url" -> url = given(option, rest.poll());
                case "--results" -> results = Path.of(given(option, rest.poll()));
                default -> throw new IllegalArgumentException(option + " is not an option; --help lists them.");
            }
        }
        return new Settings(rows, warmups, rounds, seed, url, results);
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
