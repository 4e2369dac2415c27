package dev.relata.benchmarks.bulk;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same writes without Relata, by the driver alone, each in one transaction. */
final class RawBulk {

    private static final int CHUNK = 4096;

    private final ConnectionFactory connections;
    private final long shelf;

    RawBulk(ConnectionFactory connections, long shelf) {
        this.connections = connections;
        this.shelf = shelf;
    }

    /** One INSERT from arrays for each chunk, which answers the ids. */
    Flux<Item> itemsByUnnest(Flux<Item> drafts) {
        String sql = "INSERT INTO relata_bulk_items (shelf_id, title, pages, created_at)"
                + " SELECT * FROM unnest($1::bigint[], $2::text[], $3::int[], $4::timestamptz[]) RETURNING id";
        return transaction(connection -> drafts.buffer(CHUNK)
                        .concatMap(chunk -> Flux.from(connection
                                        .createStatement(sql)
                                        .bind(0, array(chunk, item -> shelf, Long[]::new))
                                        .bind(1, array(chunk, Item::title, String[]::new))
                                        .bind(2, array(chunk, Item::pages, Integer[]::new))
                                        .bind(
                                                3,
                                                array(
                                                        chunk,
                                                        item -> item.createdAt().toString(),
                                                        String[]::new))
                                        .execute())
                                .concatMap(result -> result.map((row, metadata) -> row.get(0, Long.class)))
                                .zipWithIterable(chunk, this::stored)))
                .collectList()
                .flatMapIterable(items -> items);
    }

    private Item stored(Long id, Item draft) {
        return new Item(id, shelf, draft.title(), draft.pages(), draft.createdAt());
    }

    /** One INSERT from arrays for each chunk; links that are there are left alone. */
    Mono<Long> linksByUnnest(Flux<Label> labels) {
        String sql = "INSERT INTO relata_bulk_shelves_labels (shelf_id, label_id)"
                + " SELECT * FROM unnest($1::bigint[], $2::bigint[]) ON CONFLICT DO NOTHING";
        return transaction(connection -> labels.buffer(CHUNK)
                        .concatMap(chunk -> connection
                                .createStatement(sql)
                                .bind(0, array(chunk, label -> shelf, Long[]::new))
                                .bind(1, array(chunk, label -> Objects.requireNonNull(label.id()), Long[]::new))
                                .execute())
                        .concatMap(Result::getRowsUpdated))
                .reduce(0L, Long::sum);
    }

    private static <T, V> V[] array(List<T> chunk, Function<T, V> value, java.util.function.IntFunction<V[]> make) {
        return chunk.stream().map(value).toArray(make);
    }

    /** One COPY in binary; the database draws the ids and nobody learns them. */
    Mono<Long> itemsByCopy(Flux<Item> drafts) {
        return copy(
                "COPY relata_bulk_items (shelf_id, title, pages, created_at) FROM STDIN (FORMAT binary)",
                drafts,
                this::item);
    }

    private void item(CopyBytes bytes, Item item) {
        bytes.row(4).bigint(shelf).text(item.title()).integer(item.pages()).timestamp(item.createdAt());
    }

    /** The same with the rows as stored for an answer: the ids of each chunk are drawn, then it is copied. */
    Flux<Item> itemsByCopyWithIds(Flux<Item> drafts) {
        return transaction(connection -> drafts.buffer(CHUNK)
                        .concatMap(chunk -> drawn(connection, chunk.size())
                                .map(ids -> stored(chunk, ids))
                                .flatMap(rows -> copied(connection, rows))))
                .collectList()
                .flatMapIterable(chunks -> chunks)
                .flatMapIterable(rows -> rows);
    }

    private static Mono<Long[]> drawn(Connection connection, int ids) {
        String sql = "SELECT array_agg(nextval(pg_get_serial_sequence('relata_bulk_items', 'id')::regclass))"
                + " FROM generate_series(1, $1)";
        return Flux.from(connection.createStatement(sql).bind(0, ids).execute())
                .concatMap(result -> result.map((row, metadata) -> Objects.requireNonNull(row.get(0, Long[].class))))
                .single();
    }

    private List<Item> stored(List<Item> chunk, Long[] ids) {
        List<Item> rows = new ArrayList<>(chunk.size());
        for (int i = 0; i < ids.length; i++) {
            rows.add(stored(ids[i], chunk.get(i)));
        }
        return rows;
    }

    private Mono<List<Item>> copied(Connection connection, List<Item> rows) {
        return postgres(connection)
                .copyIn("COPY relata_bulk_items (id, shelf_id, title, pages, created_at) FROM STDIN (FORMAT binary)")
                .fromMany(CopyBytes.of(Flux.fromIterable(rows), this::itemWithId))
                .build()
                .thenReturn(rows);
    }

    private void itemWithId(CopyBytes bytes, Item item) {
        bytes.row(5)
                .bigint(Objects.requireNonNull(item.id()))
                .bigint(shelf)
                .text(item.title())
                .integer(item.pages())
                .timestamp(item.createdAt());
    }

    /** One COPY in binary; a link that is there would fail. */
    Mono<Long> linksByCopy(Flux<Label> labels) {
        return copy(
                "COPY relata_bulk_shelves_labels (shelf_id, label_id) FROM STDIN (FORMAT binary)",
                labels,
                (bytes, label) -> bytes.row(2).bigint(shelf).bigint(Objects.requireNonNull(label.id())));
    }

    private <T> Mono<Long> copy(String sql, Flux<T> rows, BiConsumer<CopyBytes, T> encode) {
        return transaction(connection -> postgres(connection)
                        .copyIn(sql)
                        .fromMany(CopyBytes.of(rows, encode))
                        .build())
                .single();
    }

    private static PostgresqlConnection postgres(Connection connection) {
        return (PostgresqlConnection) Objects.requireNonNull(((Wrapped<?>) connection).unwrap());
    }

    private <R> Flux<R> transaction(Function<Connection, Publisher<R>> work) {
        return Flux.usingWhen(
                connections.create(),
                connection ->
                        Flux.from(connection.beginTransaction()).thenMany(Flux.defer(() -> work.apply(connection))),
                connection -> Mono.from(connection.commitTransaction()).then(Mono.from(connection.close())),
                (connection, error) ->
                        Mono.from(connection.rollbackTransaction()).then(Mono.from(connection.close())),
                connection -> Mono.from(connection.rollbackTransaction()).then(Mono.from(connection.close())));
    }
}
