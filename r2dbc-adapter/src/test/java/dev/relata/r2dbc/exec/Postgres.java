package dev.relata.r2dbc.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The database of these tests, started once. */
final class Postgres {

    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    static int port() {
        return SERVER.getPort();
    }

    static ConnectionFactory factory() {
        return factory(port());
    }

    static ConnectionFactory factory(int port) {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host("localhost")
                .port(port)
                .username("postgres")
                .password("postgres")
                .database("postgres")
                .applicationName("exec")
                .build());
    }

    static ConnectionPool pool(int size) {
        return pool(factory(), size);
    }

    static ConnectionPool pool(ConnectionFactory factory, int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(0)
                .maxSize(size)
                .maxAcquireTime(Duration.ofSeconds(5))
                .build());
    }

    private static PoolMetrics metrics(ConnectionPool pool) {
        return pool.getMetrics().orElseThrow();
    }

    /** Waits until no connection of the pool is held or wanted; fails after two seconds. */
    static void awaitAllReturned(ConnectionPool pool) {
        await(
                () -> metrics(pool).acquiredSize() + metrics(pool).pendingAcquireSize() == 0,
                () -> "held: " + metrics(pool).acquiredSize() + ", wanted: "
                        + metrics(pool).pendingAcquireSize());
    }

    /** Waits until something holds; fails after two seconds with what the other tells. */
    static void await(BooleanSupplier condition, Supplier<String> otherwise) {
        Boolean held = Mono.fromSupplier(condition::getAsBoolean)
                .repeatWhen(again -> again.delayElements(Duration.ofMillis(2)))
                .filter(Boolean::booleanValue)
                .next()
                .timeout(Duration.ofSeconds(2), Mono.just(false))
                .block();
        assertThat(held).as(otherwise).isTrue();
    }

    /** Gives the pool back, after every connection has come back. */
    static void close(ConnectionPool pool) {
        awaitAllReturned(pool);
        pool.disposeLater().block(Duration.ofSeconds(5));
    }

    /** Runs statements on a connection of their own, apart from what is tested. */
    static void run(String sql) {
        Mono<Void> run = Mono.usingWhen(
                factory().create(),
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .concatMap(result -> result.getRowsUpdated())
                        .then(),
                Connection::close);
        run.block(Duration.ofSeconds(10));
    }

    static long number(String sql) {
        Mono<Long> number = Mono.usingWhen(
                factory().create(),
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .concatMap(result -> result.map((row, metadata) -> row.get(0, Long.class)))
                        .next(),
                Connection::close);
        return number.blockOptional(Duration.ofSeconds(10)).orElseThrow();
    }
}
