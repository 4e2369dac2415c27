package dev.relata.benchmarks;

import dev.relata.Relata;
import dev.relata.r2dbc.R2dbcStore;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Streams a table into records: through Relata, and through the driver alone. Each variant takes its connection from a
 * pool of one.
 */
final class IterateWorkload implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String REFERENCE = "raw-best";

    private final int rows;
    private final ConnectionPool plain;
    private final ConnectionPool binary;
    private final EventTable table;

    private IterateWorkload(String url, int rows) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url);
        this.rows = rows;
        this.plain = pool(ConnectionFactories.get(options));
        this.binary = pool(ConnectionFactories.get(
                options.mutate().option(Option.valueOf("forceBinary"), true).build()));
        this.table = new EventTable(plain, rows);
    }

    /** Makes the table, which takes a few seconds; blocks. */
    static IterateWorkload prepare(String url, int rows) {
        IterateWorkload workload = new IterateWorkload(url, rows);
        workload.table.create().block(PATIENCE);
        return workload;
    }

    private static ConnectionPool pool(ConnectionFactory connections) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(1)
                .maxSize(1)
                .maxAcquireTime(Duration.ofSeconds(30))
                .build());
    }

    /** The variants; each answers the same checksum. */
    Workload workload() {
        Relata relata =
                Relata.builder().store(R2dbcStore.of(plain)).model(Event.class).build();
        return new Workload(
                "iterate",
                REFERENCE,
                List.of(
                        variant("relata", relata.from(Event.class).iterate()),
                        variant("raw-documented", RawDriver.asDocumented(plain)),
                        variant(REFERENCE, RawDriver.atItsBest(binary))));
    }

    private Variant variant(String name, Flux<Event> events) {
        return new Variant(name, Checksum.of(events, rows));
    }

    /** Which server it is, for the report; blocks. */
    String server() {
        Mono<String> version = Mono.usingWhen(
                plain.create(),
                connection -> Mono.from(connection
                                .createStatement("SHOW server_version")
                                .execute())
                        .flatMap(result -> Mono.from(result.map((row, metadata) -> row.get(0, String.class)))),
                connection -> connection.close());
        return Objects.requireNonNull(version.block(PATIENCE));
    }

    /** Drops the table and closes the connections; blocks. */
    @Override
    public void close() {
        table.drop().then(plain.disposeLater()).then(binary.disposeLater()).block(PATIENCE);
    }
}
