package dev.relata.benchmarks.growth;

import dev.relata.benchmarks.Event;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The reads by the driver at its best: binary values, columns by index. */
final class RawReads {

    private static final int FETCH = 4096;
    private static final String EVENTS =
            "SELECT id, owner_id, title, pages, created_at FROM " + Event.TABLE + " WHERE id ";

    private final ConnectionFactory connections;

    RawReads(ConnectionFactory connections) {
        this.connections = connections;
    }

    Flux<Event> events(int most) {
        return rows(EVENTS + "<= $1", (long) most, RawReads::event);
    }

    Flux<Child> children(long owner) {
        return rows(
                "SELECT id, owner_id, title FROM " + GrowthTables.CHILDREN + " WHERE owner_id = $1",
                owner,
                row -> new Child(number(row, 0), number(row, 1), text(row, 2)));
    }

    Flux<Event> eventsOf(List<Asked> asked) {
        return rows(EVENTS + "= ANY($1)", asked.stream().map(Asked::eventId).toArray(Long[]::new), RawReads::event);
    }

    /** The nodes of a tree: a statement for each level. */
    Flux<Owner> tree(int levels) {
        return Flux.usingWhen(
                connections.create(),
                connection -> level(connection, "id = ANY($1)", new Long[] {1L}, levels)
                        .flatMapIterable(nodes -> nodes),
                Connection::close);
    }

    private static Mono<List<Owner>> level(Connection connection, String where, Long[] keys, int levels) {
        return rows(
                        connection,
                        "SELECT id, parent_id FROM " + GrowthTables.NODES + " WHERE " + where,
                        keys,
                        row -> new Owner(number(row, 0), number(row, 1)))
                .collectList()
                .flatMap(nodes -> levels == 1 ? Mono.just(nodes) : below(connection, nodes, levels));
    }

    private static Mono<List<Owner>> below(Connection connection, List<Owner> nodes, int levels) {
        Long[] keys = nodes.stream().map(Owner::id).toArray(Long[]::new);
        return level(connection, "parent_id = ANY($1)", keys, levels - 1).map(more -> {
            List<Owner> all = new ArrayList<>(nodes);
            all.addAll(more);
            return all;
        });
    }

    private <R> Flux<R> rows(String sql, Object value, Function<Row, R> read) {
        return Flux.usingWhen(
                connections.create(), connection -> rows(connection, sql, value, read), Connection::close);
    }

    private static <R> Flux<R> rows(Connection connection, String sql, Object value, Function<Row, R> read) {
        return Flux.from(connection
                        .createStatement(sql)
                        .bind(0, value)
                        .fetchSize(FETCH)
                        .execute())
                .concatMap(result -> result.map((row, metadata) -> read.apply(row)));
    }

    private static Event event(Row row) {
        return new Event(
                number(row, 0),
                number(row, 1),
                text(row, 2),
                present(row.get(3, Integer.class)),
                present(row.get(4, Instant.class)));
    }

    private static long number(Row row, int column) {
        return present(row.get(column, Long.class));
    }

    private static String text(Row row, int column) {
        return present(row.get(column, String.class));
    }

    private static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
