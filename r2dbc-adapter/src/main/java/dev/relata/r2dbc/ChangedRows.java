package dev.relata.r2dbc;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.stream.TransactionRunner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Answers the rows of an update where the database does not do so itself: they are locked by their key, changed, and read again by their id, in
 * one transaction.
 */
final class ChangedRows {

    private final StoreSession session;

    ChangedRows(StoreSession session) {
        this.session = session;
    }

    /** Sends an update of rows that are found by id, and perhaps by version; emits them as they have become. */
    Mono<List<@Nullable Object[]>> answer(WriteRequest request) {
        return new TransactionRunner<>(session.unit(), StoreTransaction::commit, StoreTransaction::rollback)
                .one(own -> changed(own, request).collectList());
    }

    private static Flux<@Nullable Object[]> changed(StoreTransaction own, WriteRequest request) {
        return found(own, request, true)
                .flatMapMany(found -> own.write(request).thenMany(Flux.defer(() -> read(own, request, found))))
                .map(row -> request.positioned() ? row : Arrays.copyOfRange(row, 1, row.length));
    }

    /**
     * Finds the rows that a request changes by key.
     *
     * @param locked whether they are locked
     * @return for each row the first position that its key is given at, in their order; empty where there are no rows
     */
    static Mono<List<Integer>> found(StoreTransaction own, WriteRequest request, boolean locked) {
        Predicate.KeyIn key = key(request);
        Select select = byKey(
                request, key.attributes(), key.keys(), request.query().type().id());
        return own.select(locked ? select.lock() : select)
                .collectList()
                .map(ChangedRows::firsts)
                .filter(found -> !found.isEmpty());
    }

    private static List<Integer> firsts(List<@Nullable Object[]> rows) {
        Map<List<Object>, Integer> firsts = new HashMap<>();
        for (@Nullable Object[] row : rows) {
            // The ids are those that are stored, so that of one row they are equal in Java too.
            List<Object> id = Arrays.stream(row)
                    .skip(1)
                    .map(value ->
                            value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : Objects.requireNonNull(value))
                    .toList();
            firsts.merge(id, (Integer) Objects.requireNonNull(row[0]), Math::min);
        }
        return firsts.values().stream().sorted().toList();
    }

    /** Reads the rows that were found by their ids, each behind the position that its key is given at. */
    static Flux<@Nullable Object[]> read(StoreTransaction own, WriteRequest request, List<Integer> found) {
        Predicate.KeyIn key = key(request);
        List<Attribute> id = request.query().type().id();
        List<List<Object>> ids = found.stream()
                .map(position -> key.keys().get(position).subList(0, id.size()))
                .toList();
        return own.select(byKey(request, id, ids, request.returning())).map(row -> {
            row[0] = row[0] instanceof Integer place ? found.get(place) : null;
            return row;
        });
    }

    private static Predicate.KeyIn key(WriteRequest request) {
        if (request.query().filter() instanceof Predicate.KeyIn key) {
            return key;
        }
        throw new IllegalArgumentException(request.label() + ": rows that are answered are found by id");
    }

    private static Select byKey(
            WriteRequest request, List<Attribute> key, List<List<Object>> keys, List<Attribute> returning) {
        EntityType<?> type = request.query().type();
        List<Path> columns = returning.stream().map(Path::of).toList();
        return Select.of(request.label(), Query.of(type), columns)
                .forEach(new KeyBatch(Association.byKey(type, key), keys));
    }
}
