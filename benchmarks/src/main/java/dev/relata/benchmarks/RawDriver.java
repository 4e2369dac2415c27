package dev.relata.benchmarks;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The same stream without Relata, by the driver alone. */
final class RawDriver {

    private static final String SELECT = "SELECT id, owner_id, title, pages, created_at FROM " + EventTable.NAME;

    private RawDriver() {}

    /** As the driver's documentation shows it: a fetch size, columns by name; the values come as text. */
    static Flux<Event> asDocumented(ConnectionFactory connections) {
        return stream(
                connections,
                connection -> Flux.from(connection
                                .createStatement(SELECT)
                                .fetchSize(1024)
                                .execute())
                        .flatMap(result -> result.map((row, metadata) -> byName(row))));
    }

    /**
     * At its best: larger fetches, columns by index, and values in binary. For that the connections must be made with
     * {@code forceBinary}, which only holds for a statement with a parameter; the one here costs the server nothing.
     */
    static Flux<Event> atItsBest(ConnectionFactory connections) {
        return stream(
                connections,
                connection -> Flux.from(connection
                                .createStatement(SELECT + " WHERE $1")
                                .bind(0, true)
                                .fetchSize(4096)
                                .execute())
                        .flatMap(result -> result.map((row, metadata) -> byIndex(row))));
    }

    private static Flux<Event> stream(ConnectionFactory connections, Function<Connection, Flux<Event>> rows) {
        return Flux.usingWhen(connections.create(), rows, Connection::close);
    }

    private static Event byName(Row row) {
        return new Event(
                present(row.get("id", Long.class)),
                present(row.get("owner_id", Long.class)),
                present(row.get("title", String.class)),
                present(row.get("pages", Integer.class)),
                present(row.get("created_at", Instant.class)));
    }

    private static Event byIndex(Row row) {
        return new Event(
                present(row.get(0, Long.class)),
                present(row.get(1, Long.class)),
                present(row.get(2, String.class)),
                present(row.get(3, Integer.class)),
                present(row.get(4, Instant.class)));
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
