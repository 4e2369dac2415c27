package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Bulk;
import java.util.List;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The writes of many rows of the front door. Immutable, thread-safe. */
abstract class BulkRelata extends IntegrityRelata {

    BulkRelata(Wiring wiring) {
        super(wiring);
    }

    /**
     * Inserts rows, whole or not at all, without a statement for each.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return the rows as stored, in the order given, after the commit
     */
    public final <T> Flux<T> insertMany(Iterable<? extends T> entities) {
        return insertMany(entities, Bulk.defaults());
    }

    /**
     * Inserts rows, whole or not at all, as the options say.
     *
     * @param entities the rows, of one type
     * @param bulk chunks, policy, progress
     * @param <T> the record
     * @return after the commit, the rows as stored, in the order given: all of them where a row that is there already is an
     *     error, else those that were written
     */
    public final <T> Flux<T> insertMany(Iterable<? extends T> entities, Bulk<? super T> bulk) {
        return this.<T, T>ofFirst(
                entities,
                (type, rows) -> engine.writes().inserts(type, type.name(), bulk).many(rows, bulk));
    }

    /**
     * Inserts rows, whole or not at all; a chunk at a time is asked of the source and sent in one or two statements.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many were inserted, after the commit
     */
    public final <T> Mono<Long> insertMany(Class<T> type, Publisher<? extends T> entities) {
        return insertMany(type, entities, Bulk.defaults());
    }

    /**
     * Inserts rows, whole or not at all, as the options say; a chunk at a time is asked of the source. An error of the
     * source arrives as it is.
     *
     * @param type the record
     * @param entities the rows
     * @param bulk chunks, policy, progress
     * @param <T> the record
     * @return how many were written, after the commit
     */
    public final <T> Mono<Long> insertMany(Class<T> type, Publisher<? extends T> entities, Bulk<? super T> bulk) {
        return Mono.defer(() -> {
            EntityType<T> entity = entity(type, "insertMany");
            return engine.writes().inserts(entity, entity.name(), bulk).count(Chunks.<T>of(entities, bulk));
        });
    }

    /**
     * Updates rows, whole or not at all, without a statement for each; of two with one id the last wins.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return the rows as stored, each once, after the commit;
     *     {@code RowNotFoundException} where one is gone, {@code StaleRowException} where its {@code @Version} has moved on
     */
    public final <T> Flux<T> updateMany(Iterable<? extends T> entities) {
        return updateMany(entities, Bulk.defaults());
    }

    /**
     * Updates rows, whole or not at all, as the options say; of two with one id the last wins.
     *
     * @param entities the rows, of one type
     * @param bulk chunks, progress
     * @param <T> the record
     * @return the rows as stored, each once, after the commit;
     *     {@code RowNotFoundException} where one is gone, {@code StaleRowException} where its {@code @Version} has moved on
     */
    public final <T> Flux<T> updateMany(Iterable<? extends T> entities, Bulk<? super T> bulk) {
        return this.<T, T>ofFirst(
                entities, (type, rows) -> engine.writes().updates(type, bulk).many(rows, bulk));
    }

    /**
     * Updates rows, whole or not at all; a chunk at a time is asked of the source; of two with one id the last wins.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many rows were given, one that comes twice within a chunk once; {@code RowNotFoundException} where one is
     *     gone, {@code StaleRowException} where its {@code @Version} has moved on, also where it comes again after more than
     *     65,536 others
     */
    public final <T> Mono<Long> updateMany(Class<T> type, Publisher<? extends T> entities) {
        return updateMany(type, entities, Bulk.defaults());
    }

    /**
     * Updates rows, whole or not at all, as the options say; a chunk at a time is asked of the source; of two with one id
     * the last wins.
     *
     * @param type the record
     * @param entities the rows
     * @param bulk chunks, progress
     * @param <T> the record
     * @return how many rows were given, one that comes twice within a chunk once; {@code RowNotFoundException} where one is
     *     gone, {@code StaleRowException} where its {@code @Version} has moved on, also where it comes again after more than
     *     65,536 others
     */
    public final <T> Mono<Long> updateMany(Class<T> type, Publisher<? extends T> entities, Bulk<? super T> bulk) {
        return Mono.defer(
                () -> engine.writes().updates(entity(type, "updateMany"), bulk).count(Chunks.<T>of(entities, bulk)));
    }

    /**
     * Inserts rows, or overwrites those with the same id, whole or not at all; of two with one id the last wins.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return the rows as stored, each once, after the commit
     */
    public final <T> Flux<T> upsertMany(Iterable<? extends T> entities) {
        return upsertMany(entities, Bulk.defaults());
    }

    /**
     * Inserts rows, or overwrites those that are there already, whole or not at all, as the options say.
     *
     * @param entities the rows, of one type
     * @param bulk chunks, progress; a policy that names another key than the id
     * @param <T> the record
     * @return the rows as stored, after the commit
     */
    public final <T> Flux<T> upsertMany(Iterable<? extends T> entities, Bulk<? super T> bulk) {
        return this.<T, T>ofFirst(
                entities,
                (type, rows) -> engine.writes().upserts(type, type.name(), bulk).many(rows, bulk));
    }

    /**
     * Inserts rows, or overwrites those with the same id, whole or not at all; of two with one id the last wins.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many rows were written, after the commit
     */
    public final <T> Mono<Long> upsertMany(Class<T> type, Publisher<? extends T> entities) {
        return upsertMany(type, entities, Bulk.defaults());
    }

    /**
     * Inserts rows, or overwrites those that are there already, whole or not at all, as the options say; a chunk at a time
     * is asked of the source.
     *
     * @param type the record
     * @param entities the rows
     * @param bulk chunks, progress; a policy that names another key than the id
     * @param <T> the record
     * @return how many rows were written, one that comes in two chunks twice, after the commit
     */
    public final <T> Mono<Long> upsertMany(Class<T> type, Publisher<? extends T> entities, Bulk<? super T> bulk) {
        return Mono.defer(() -> {
            EntityType<T> entity = entity(type, "upsertMany");
            return engine.writes().upserts(entity, entity.name(), bulk).count(Chunks.<T>of(entities, bulk));
        });
    }

    /** Rows of an Iterable say of which type they are; of none there is nothing to do. */
    final <T, R> Flux<R> ofFirst(Iterable<? extends T> entities, BiFunction<EntityType<T>, List<T>, Flux<R>> work) {
        return Flux.defer(() -> {
            List<T> rows = InputRows.ofOneType(entities);
            return rows.isEmpty() ? Flux.empty() : work.apply(typeOf(rows.get(0), "bulk"), rows);
        });
    }

    private <T> EntityType<T> entity(Class<T> type, String call) {
        return engine.model().entity(RefusedException.unlessNull(type, call, "the class of the rows"));
    }
}
