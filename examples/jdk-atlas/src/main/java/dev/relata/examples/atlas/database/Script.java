package dev.relata.examples.atlas.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The statements of an SQL file beside this class. Immutable. */
enum Script {
    /** Drops the tables of an earlier import and creates them empty. */
    TABLES("tables.sql"),
    /** Adds unique and foreign keys and indexes, which is faster, and checks all rows at once, when the rows are there. */
    CONSTRAINTS("constraints.sql");

    private final String file;

    Script(String file) {
        this.file = file;
    }

    /** Sends the statements one after another on a connection of their own; answers how many there were. */
    Mono<Long> run(ConnectionFactory connections) {
        return Mono.usingWhen(
                connections.create(),
                connection -> Flux.fromIterable(statements())
                        .concatMap(statement -> run(connection, statement))
                        .count(),
                Connection::close);
    }

    private static Mono<String> run(Connection connection, String statement) {
        return Flux.from(connection.createStatement(statement).execute())
                .concatMap(Result::getRowsUpdated)
                .then(Mono.just(statement));
    }

    private List<String> statements() {
        try (InputStream input = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            String text = new String(input.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.split(";"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }
}
