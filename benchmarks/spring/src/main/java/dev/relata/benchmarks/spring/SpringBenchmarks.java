package dev.relata.benchmarks.spring;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Exports over HTTP, Relata beside Spring Data R2DBC, interleaved: processor time of this JVM, which is the server of HTTP, and of
 * PostgreSQL, apart; the client is {@code curl}, a process of its own. With {@code serve} as its argument it only serves, for
 * {@code wrk} and {@code curl --limit-rate}.
 */
public final class SpringBenchmarks {

    private static final int WARMUPS = 2;

    private SpringBenchmarks() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments {@code serve}, or how many rows and how many rounds; a million and five without
     * @throws Exception where the server does not start
     */
    public static void main(String[] arguments) throws Exception {
        boolean serve = arguments.length > 0 && arguments[0].equals("serve");
        List<String> numbers = Arrays.asList(arguments).subList(serve ? 1 : 0, arguments.length);
        int rows = numbers.isEmpty() ? 1_000_000 : Integer.parseInt(numbers.get(0));
        int rounds = numbers.size() < 2 ? 5 : Integer.parseInt(numbers.get(1));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            fill(postgres, rows);
            // Two services, since the encoders of exports are for all handlers of one, and Spring's are to be measured
            // too.
            try (var relata = start(postgres, serve ? 8080 : 0, true);
                    var spring = start(postgres, serve ? 8081 : 0, false)) {
                if (serve) {
                    System.out.println("serving on ports 8080 and, with Spring's encoders, 8081");
                    Thread.currentThread().join();
                }
                export(Map.of("relata", port(relata), "spring", port(spring)), rounds);
            }
        }
    }

    private static ConfigurableApplicationContext start(EmbeddedPostgres postgres, int port, boolean encoders) {
        return SpringApplication.run(
                LibraryServer.class,
                "--server.port=" + port,
                "--logging.level.root=warn",
                "--spring.r2dbc.url=r2dbc:postgresql://postgres:postgres@localhost:" + postgres.getPort() + "/postgres",
                "--spring.r2dbc.pool.max-size=10",
                "--spring.r2dbc.pool.initial-size=10",
                "--spring.r2dbc.pool.max-acquire-time=30s",
                "--relata.web.export-encoders=" + encoders);
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static void fill(EmbeddedPostgres postgres, int rows) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE TABLE authors (id bigint PRIMARY KEY, name text NOT NULL)",
                    "CREATE TABLE tags (id bigint PRIMARY KEY, name text NOT NULL)",
                    "CREATE TABLE books (id bigint PRIMARY KEY, author_id bigint NOT NULL, title text NOT NULL,"
                            + " pages int NOT NULL, created_at timestamptz NOT NULL)",
                    "CREATE TABLE book_tags (book_id bigint, tag_id bigint, PRIMARY KEY (book_id, tag_id))",
                    "INSERT INTO authors SELECT i, 'Author number ' || i FROM generate_series(1, 1000) i",
                    "INSERT INTO tags SELECT i, 'tag ' || i FROM generate_series(1, 200) i",
                    // The first 10,000 books are ten of each author; those behind are for the export alone.
                    "INSERT INTO books SELECT i, CASE WHEN i > 10000 THEN i ELSE 1 + i % 1000 END,"
                            + " 'The title of book number ' || i, i % 997,"
                            + " timestamptz '2020-01-01 00:00:00Z' + i * interval '61.000001 seconds'"
                            + " FROM generate_series(1, " + rows + ") i",
                    "INSERT INTO book_tags SELECT i, 1 + (i * 7 + j * 61) % 200 FROM generate_series(1, 10000) i,"
                            + " generate_series(1, 3) j",
                    "CREATE INDEX ON books (author_id)",
                    "VACUUM ANALYZE")) {
                statement.execute(sql);
            }
        }
    }

    private static void export(Map<String, Integer> ports, int rounds) throws IOException, InterruptedException {
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = -WARMUPS; round < rounds; round++) {
            for (Map.Entry<String, Integer> variant : ports.entrySet()) {
                Cost cost = cost(variant.getValue(), variant.getKey());
                System.out.println((round < 0 ? "warm-up " : "round " + round + " ") + variant.getKey() + " " + cost);
                if (round >= 0) {
                    costs.computeIfAbsent(variant.getKey(), key -> new ArrayList<>())
                            .add(cost);
                }
            }
        }
        costs.forEach((variant, all) -> System.out.println("median " + variant + " " + Cost.median(all)));
    }

    private static Cost cost(int port, String variant) throws IOException, InterruptedException {
        System.gc();
        long before = System.nanoTime();
        long server = serverTime();
        long database = databaseTime();
        Process curl = new ProcessBuilder(
                        "curl", "-s", "-f", "-o", "/dev/null", "http://localhost:" + port + "/export/" + variant)
                .inheritIO()
                .start();
        if (curl.waitFor() != 0) {
            throw new IllegalStateException("curl failed: " + curl.exitValue());
        }
        return new Cost((System.nanoTime() - before) / 1_000_000, serverTime() - server, databaseTime() - database);
    }

    private static long serverTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1_000_000;
    }

    /** Adds up the ticks of 10 ms of all children of this process that are PostgreSQL's; Linux only, else 0. */
    private static long databaseTime() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                .mapToLong(process -> ticks(Path.of("/proc", String.valueOf(process.pid()), "stat")) * 10)
                .sum();
    }

    private static long ticks(Path stat) {
        try {
            String[] fields = Files.readString(stat).replaceFirst(".*\\) ", "").split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (UncheckedIOException | IOException e) {
            return 0; // it has ended
        }
    }

    /** Milliseconds of the clock, and of the processor. */
    private record Cost(long elapsed, long server, long database) {

        static Cost median(List<Cost> costs) {
            return new Cost(
                    median(costs.stream().map(Cost::elapsed)),
                    median(costs.stream().map(Cost::server)),
                    median(costs.stream().map(Cost::database)));
        }

        private static long median(Stream<Long> values) {
            List<Long> sorted = values.sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        @Override
        public String toString() {
            return elapsed + " ms, processor: server " + server + " ms, database " + database + " ms, both "
                    + (server + database) + " ms";
        }
    }
}
