package dev.relata.benchmarks;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.util.Objects;
import reactor.core.publisher.Mono;

/** Three pools: two of one connection each unless more are asked for, one of them for what asks the driver for binary values, and one of four. */
public final class Connections implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ConnectionPool plain;
    private final ConnectionPool binary;
    private final ConnectionPool several;

    private Connections(ConnectionPool plain, ConnectionPool binary, ConnectionPool several) {
        this.plain = plain;
        this.binary = binary;
        this.several = several;
    }

    /**
     * Makes the pools; connects later.
     *
     * @param url of the database
     * @return the pools
     */
    public static Connections to(String url) {
        return to(url, 1);
    }

    /**
     * Makes larger pools; connects later.
     *
     * @param url of the database
     * @param size connections of each at most
     * @return the pools
     */
    public static Connections to(String url, int size) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url);
        return new Connections(
                pool(ConnectionFactories.get(options), size),
                pool(
                        ConnectionFactories.get(options.mutate()
                                .option(Option.valueOf("forceBinary"), true)
                                .build()),
                        size),
                pool(ConnectionFactories.get(options), 4));
    }

    private static ConnectionPool pool(ConnectionFactory connections, int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(1)
                .maxSize(size)
                .maxAcquireTime(Duration.ofSeconds(30))
                .build());
    }

    /**
     * The driver as it is without options.
     *
     * @return a pool of one
     */
    public ConnectionFactory plain() {
        return plain;
    }

    /**
     * The driver with {@code forceBinary}.
     *
     * @return a pool of one
     */
    public ConnectionFactory binary() {
        return binary;
    }

    /**
     * The driver as it is without options.
     *
     * @return a pool of four
     */
    public ConnectionFactory several() {
        return several;
    }

    /** Which server it is, for the report; blocks. */
    String server() {
        Mono<String> version = Mono.usingWhen(
                plain.create(),
                connection -> Mono.from(connection
                                .createStatement("SHOW server_version")
                                .execute())
                        .flatMap(result -> Mono.from(result.map((row, metadata) -> row.get(0, String.class)))),
                Connection::close);
        return Objects.requireNonNull(version.block(PATIENCE));
    }

    /** Closes the connections; blocks. */
    @Override
    public void close() {
        Mono.when(plain.disposeLater(), binary.disposeLater(), several.disposeLater())
                .block(PATIENCE);
    }
}
