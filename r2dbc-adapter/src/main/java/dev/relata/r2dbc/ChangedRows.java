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
import java.util.Arrays;
import java.util.List;
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
        EntityType<?> type = request.query().type();
        if (!(request.query().filter() instanceof Predicate.KeyIn key)) {
            throw new IllegalArgumentException(request.label() + ": rows that are answered are found by id");
        }
        return own.select(
                        byKey(request, key.attributes(), key.keys(), type.id()).lock())
                .map(row -> Objects.requireNonNull(row[0]))
                .ofType(Integer.class)
                .collectList()
                .filter(found -> !found.isEmpty())
                .flatMapMany(found -> own.write(request).thenMany(Flux.defer(() -> read(own, request, key, found))));
    }

    private static Flux<@Nullable Object[]> read(
            StoreTransaction own, WriteRequest request, Predicate.KeyIn key, List<Integer> found) {
        EntityType<?> type = request.query().type();
        List<List<Object>> ids = found.stream()
                .map(position -> key.keys().get(position).subList(0, type.id().size()))
                .toList();
        return own.select(byKey(request, type.id(), ids, request.returning())).map(row -> {
            row[0] = row[0] instanceof Integer place ? found.get(place) : null;
            return request.positioned() ? row : Arrays.copyOfRange(row, 1, row.length);
        });
    }

    private static Select byKey(
            WriteRequest request, List<Attribute> key, List<List<Object>> keys, List<Attribute> returning) {
        EntityType<?> type = request.query().type();
        List<Path> columns = returning.stream().map(Path::of).toList();
        return Select.of(request.label(), Query.of(type), columns)
                .forEach(new KeyBatch(Association.byKey(type, key), keys));
    }
}
