package dev.relata.r2dbc;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Delete;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.stream.TransactionRunner;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Deletes rows of one table that refer to each other, where the database checks each row by itself: their references are cleared first, in the
 * same transaction.
 */
final class ConnectedRows {

    private final StoreSession session;

    ConnectedRows(StoreSession session) {
        this.session = session;
    }

    /**
     * Deletes rows; emits their number. Rows of a table that does not refer to itself go at once, and so does one row alone: only where a
     * reference keeps it, which may be its own, is that cleared.
     */
    Mono<Long> delete(Delete delete) {
        List<Attribute> references =
                session.schema().ownReferences(delete.query().type());
        if (references.isEmpty()) {
            return session.write(WriteRequest.of(delete));
        }
        if (!WriteRequest.single(delete.query())) {
            return connected(delete, references);
        }
        return session.write(WriteRequest.of(delete))
                .onErrorResume(ConnectedRows::isKept, kept -> connected(delete, references));
    }

    private static boolean isKept(Throwable error) {
        return error instanceof StoreException store && store.reason() == Reason.FOREIGN_KEY;
    }

    private Mono<Long> connected(Delete delete, List<Attribute> references) {
        return new TransactionRunner<>(session.unit(), StoreTransaction::commit, StoreTransaction::rollback)
                .one(own -> isByIds(delete.query())
                        ? cleared(own, delete, references)
                        : ids(own, delete).flatMap(ids -> cleared(own, ids, references)));
    }

    private static boolean isByIds(Query query) {
        return !query.bounded()
                && query.filter() instanceof Predicate.KeyIn keys
                && keys.attributes().equals(query.type().id());
    }

    private static Mono<Long> cleared(StoreTransaction own, Delete delete, List<Attribute> references) {
        return own.write(WriteRequest.clearing(delete, references))
                .flatMap(rows -> rows == 0 ? Mono.just(0L) : own.write(WriteRequest.of(delete)));
    }

    /** The condition may be one on the references: the rows are found before these are cleared. */
    private static Mono<Delete> ids(StoreTransaction own, Delete delete) {
        EntityType<?> type = delete.query().type();
        List<Path> id = type.id().stream().map(Path::of).toList();
        return own.select(Select.of(delete.label(), delete.query(), id).lock())
                .map(row ->
                        Arrays.stream(row).<Object>map(Objects::requireNonNull).toList())
                .collectList()
                .map(ids -> new Delete(
                        delete.label(), Query.of(type).where(new Predicate.KeyIn(type.id(), ids)), delete.whole()));
    }
}
