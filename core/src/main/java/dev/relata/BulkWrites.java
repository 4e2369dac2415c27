package dev.relata;

import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Bulk;
import java.util.List;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of many rows, each whole or not at all and without a statement for each row; {@link Relata#bulk()} has them, and
 * {@link Relata#bulk(Bulk)} with options. Immutable, thread-safe.
 *
 * <p>An {@code Iterable} has its rows answered as stored. Of a {@code Publisher} a chunk is asked at a time, and the answer is
 * a count; an error of the source arrives as it is. Every answer comes after the commit.
 *
 * <pre>{@code
 * Flux<Book> stored = relata.bulk().insert(books);
 * Mono<Long> imported = relata.bulk(Bulk.chunkSize(500).onConflict(OnConflict.update(Book::isbn)))
 *         .insert(Book.class, source);
 * }</pre>
 *
 * @param <B> the record that the options name a key of, or {@code Object} where they name none
 */
public final class BulkWrites<B> {

    private final ErrorTranslation translation;
    private final Writes writes;
    private final Entities entities;
    private final Bulk<B> options;

    BulkWrites(ErrorTranslation translation, Writes writes, Entities entities, Bulk<B> options) {
        this.translation = translation;
        this.writes = writes;
        this.entities = entities;
        this.options = options;
    }

    /**
     * Inserts rows.
     *
     * @param rows the rows, of one type
     * @param <T> the record
     * @return the rows as stored, in the order given: all of them where a row that is there already is an error, else those
     *     that were written
     */
    public <T extends B> Flux<T> insert(Iterable<? extends T> rows) {
        return this.<T, T>ofFirst(
                "insert",
                rows,
                (type, all) -> writes.inserts(type, type.name(), options).many(all, options));
    }

    /**
     * Inserts rows; a chunk is sent in one or two statements.
     *
     * @param type the record
     * @param rows the rows
     * @param <T> the record
     * @return how many rows were written
     */
    public <T extends B> Mono<Long> insert(Class<T> type, Publisher<? extends T> rows) {
        return translation.of(Mono.defer(() -> {
            EntityType<T> entity = entity(type);
            return counted(
                    "insert",
                    entity,
                    writes.inserts(entity, entity.name(), options).count(Chunks.<T>of(rows, options)));
        }));
    }

    /**
     * Updates rows as {@link Relata#update} does; of two with one id the last wins. A policy for conflicts has no effect.
     *
     * @param rows the rows, of one type
     * @param <T> the record
     * @return the rows as stored, each once; {@code RowNotFoundException} where one is gone, {@code StaleRowException} where
     *     its {@code @Version} has moved on
     */
    public <T extends B> Flux<T> update(Iterable<? extends T> rows) {
        return this.<T, T>ofFirst(
                "update", rows, (type, all) -> writes.updates(type, options).many(all, options));
    }

    /**
     * Updates rows as {@link Relata#update} does; of two with one id the last wins. A policy for conflicts has no effect.
     *
     * @param type the record
     * @param rows the rows
     * @param <T> the record
     * @return how many rows were given, one that comes twice within a chunk once; {@code RowNotFoundException} where one is
     *     gone, {@code StaleRowException} where its {@code @Version} has moved on, also where it comes again after more than
     *     65,536 others
     */
    public <T extends B> Mono<Long> update(Class<T> type, Publisher<? extends T> rows) {
        return translation.of(Mono.defer(() -> {
            EntityType<T> entity = entity(type);
            return counted("update", entity, writes.updates(entity, options).count(Chunks.<T>of(rows, options)));
        }));
    }

    /**
     * Inserts rows, or overwrites those with the same id, or with the same key where the options name one by {@code
     * OnConflict.update}; of two with one id the last wins.
     *
     * @param rows the rows, of one type
     * @param <T> the record
     * @return the rows as stored, each once
     */
    public <T extends B> Flux<T> upsert(Iterable<? extends T> rows) {
        return this.<T, T>ofFirst(
                "upsert",
                rows,
                (type, all) -> writes.upserts(type, type.name(), options).many(all, options));
    }

    /**
     * Inserts rows, or overwrites those with the same id, or with the same key where the options name one by {@code
     * OnConflict.update}; of two with one id the last wins.
     *
     * @param type the record
     * @param rows the rows
     * @param <T> the record
     * @return how many rows were written, one that comes in two chunks twice
     */
    public <T extends B> Mono<Long> upsert(Class<T> type, Publisher<? extends T> rows) {
        return translation.of(Mono.defer(() -> {
            EntityType<T> entity = entity(type);
            return counted(
                    "upsert",
                    entity,
                    writes.upserts(entity, entity.name(), options).count(Chunks.<T>of(rows, options)));
        }));
    }

    /**
     * Deletes rows as {@link Relata#delete} does, all of them or none, and all at once, as rows that protect one another may
     * go in the same delete. The options have no effect: neither the size of a chunk, nor the listener, which is not called,
     * nor a policy for conflicts.
     *
     * @param rows the rows, of one type
     * @param <T> the record
     * @return how many rows were there, without those that went with them
     */
    public <T extends B> Mono<Long> delete(Iterable<? extends T> rows) {
        return this.<T, Long>ofFirst(
                        "delete",
                        rows,
                        (type, all) -> writes.deletes(type).rows(all).flux())
                .single(0L);
    }

    /** The first row of an Iterable says which type they are of; of no rows there is nothing to do. */
    private <T extends B, R> Flux<R> ofFirst(
            String call, Iterable<? extends T> rows, BiFunction<EntityType<T>, List<T>, Flux<R>> work) {
        return translation.of(Flux.defer(() -> {
            List<T> all = InputRows.ofOneType(rows);
            if (all.isEmpty()) {
                return Flux.empty();
            }
            EntityType<T> type = entities.of(all.get(0), "bulk");
            return writes.observed().rows(type.name(), call, work.apply(type, all));
        }));
    }

    private Mono<Long> counted(String call, EntityType<?> type, Mono<Long> write) {
        return writes.observed().count(type.name(), call, write);
    }

    private <T> EntityType<T> entity(Class<T> type) {
        return entities.of(type, "bulk", "the class of the rows");
    }
}
