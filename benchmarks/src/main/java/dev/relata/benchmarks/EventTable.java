package dev.relata.benchmarks;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The table of the events and what is in it. */
final class EventTable {

    static final String NAME = Event.TABLE;

    private final ConnectionFactory connections;
    private final int rows;

    EventTable(ConnectionFactory connections, int rows) {
        this.connections = connections;
        this.rows = rows;
    }

    /** Makes the table and fills it, the same rows every time. */
    Mono<Void> create() {
        return run(List.of(
                "DROP TABLE IF EXISTS " + NAME,
                "CREATE TABLE " + NAME + " (id bigint PRIMARY KEY, owner_id bigint NOT NULL, title text NOT NULL,"
                        + " pages int NOT NULL, created_at timestamptz NOT NULL)",
                "INSERT INTO " + NAME + " SELECT i, i % 1000 * 7919, 'The title of event number ' || i, i % 997,"
                        + " timestamptz '2020-01-01 00:00:00Z' + i * interval '61.000001 seconds'"
                        + " FROM generate_series(1, " + rows + ") i",
                // Hint bits and statistics: else the first reader writes them.
                "VACUUM ANALYZE " + NAME));
    }

    Mono<Void> drop() {
        return run(List.of("DROP TABLE IF EXISTS " + NAME));
    }

    private Mono<Void> run(List<String> statements) {
        return Mono.usingWhen(
                connections.create(),
                connection -> Flux.fromIterable(statements)
                        .concatMap(sql -> connection.createStatement(sql).execute())
                        .concatMap(Result::getRowsUpdated)
                        .then(),
                Connection::close);
    }
}
