package dev.relata.benchmarks.heap;

import dev.relata.Relata;
import dev.relata.benchmarks.Checksum;
import dev.relata.benchmarks.Connections;
import dev.relata.benchmarks.EmbeddedServer;
import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.peer.Database;
import dev.relata.r2dbc.R2dbcStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/**
 * Streams ten million rows, or as many as the first argument says, in a JVM whose heap is as small as its command line says.
 * They are those of a view, so that no disk is filled. Ends with an error where the heap does not suffice.
 */
public final class SmallHeap {

    private static final String ROWS = "10000000";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private SmallHeap() {}

    /**
     * Reads the rows and prints how long it took.
     *
     * @param arguments how many rows
     * @throws SQLException where the view cannot be made
     */
    public static void main(String[] arguments) throws SQLException {
        int rows = Integer.parseInt(arguments.length > 0 ? arguments[0] : ROWS);
        try (EmbeddedServer server = EmbeddedServer.start(10);
                Connection connection = Database.of(server.url()).jdbc();
                Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("CREATE VIEW " + Event.TABLE + " AS SELECT i AS id,"
                    + " i % 1000 * 7919 AS owner_id, 'The title of event number ' || i AS title, (i % 997)::int AS pages,"
                    + " timestamptz '2020-01-01 00:00:00Z' + i * interval '61.000001 seconds' AS created_at"
                    + " FROM generate_series(1, " + rows + "::bigint) i");
            read(server.url(), rows);
        }
    }

    private static void read(String url, int rows) {
        try (Connections connections = Connections.to(url)) {
            Relata relata = Relata.builder()
                    .store(R2dbcStore.of(connections.plain()))
                    .model(Event.class)
                    .build();
            long start = System.nanoTime();
            Long sum = Checksum.of(relata.from(Event.class).iterate(), rows).block(PATIENCE);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%,d rows in %,d ms, checksum %d, %d MiB of heap at most",
                    rows,
                    Duration.ofNanos(System.nanoTime() - start).toMillis(),
                    sum,
                    Runtime.getRuntime().maxMemory() >> 20));
        }
    }
}
