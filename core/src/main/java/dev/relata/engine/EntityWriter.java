package dev.relata.engine;

import dev.relata.error.StoreException;
import dev.relata.model.EntityType;
import dev.relata.spi.Conflict;
import dev.relata.spi.Session;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Inserts rows of one type. Immutable, thread-safe; cold, every subscription writes anew.
 *
 * @param <E> the record
 */
public final class EntityWriter<E> {

    /** Rows of one statement of a bulk insert: what is held in memory at a time. */
    private static final int CHUNK = 2048;

    private final Engine engine;
    private final EntityType<E> type;
    private final String label;

    EntityWriter(Engine engine, EntityType<E> type, String label) {
        this.engine = engine;
        this.type = type;
        this.label = label;
    }

    /**
     * Inserts a row.
     *
     * @param entity the row
     * @return the row as stored, after it is
     */
    public Mono<E> insert(E entity) {
        return Mono.defer(() -> {
            RowPlan<E> plan = plan(List.of(entity));
            return engine.sessions()
                    .many(session ->
                            session.insert(plan.insert(label, plan.groups().get(0), Conflict.error(), true)))
                    .collectList()
                    .map(rows -> type.instantiate(only(rows)));
        });
    }

    private @Nullable Object[] only(List<@Nullable Object[]> rows) {
        if (rows.size() != 1) {
            throw new StoreException(
                    label + ": the store answered " + rows.size()
                            + " rows for one insert: a rule or a trigger of the table may skip rows",
                    null,
                    false,
                    null);
        }
        return rows.get(0);
    }

    /**
     * Inserts rows, whole or not at all; a chunk at a time is asked of the source and sent as one statement.
     *
     * @param entities the rows
     * @return the rows as stored, in the order given, after the commit
     */
    public Flux<E> insertMany(Publisher<? extends E> entities) {
        return engine.sessions()
                .atomically(session -> Flux.from(entities)
                        .<E>cast(type.javaType())
                        .buffer(CHUNK)
                        .concatMap(chunk -> stored(session, plan(chunk)), 0)
                        .collectList())
                .flatMapIterable(rows -> rows);
    }

    /**
     * Inserts rows, whole or not at all; a single statement where one suffices.
     *
     * @param entities the rows
     * @return the rows as stored, in the order given, after the commit
     */
    public Flux<E> insertMany(Iterable<? extends E> entities) {
        return Flux.defer(() -> {
            if (!(entities instanceof Collection<? extends E> all) || all.size() > CHUNK) {
                return insertMany(Flux.fromIterable(entities));
            }
            RowPlan<E> plan = plan(all);
            if (plan.groups().size() > 1) {
                return engine.sessions()
                        .atomically(session -> stored(session, plan).collectList())
                        .flatMapIterable(rows -> rows);
            }
            return engine.sessions()
                    .many(session -> stored(session, plan))
                    .collectList()
                    .flatMapIterable(rows -> rows);
        });
    }

    /**
     * Inserts rows, whole or not at all, and holds no more than a chunk of them.
     *
     * @param entities the rows
     * @return how many were inserted
     */
    public Mono<Long> insertCount(Publisher<? extends E> entities) {
        return engine.sessions()
                .atomically(session -> Flux.from(entities)
                        .<E>cast(type.javaType())
                        .buffer(CHUNK)
                        .concatMap(chunk -> counted(session, plan(chunk)), 0)
                        .reduce(0L, Long::sum));
    }

    private Mono<Long> counted(Session session, RowPlan<E> plan) {
        return Flux.fromIterable(plan.groups())
                .concatMap(group -> session.insert(plan.insert(label, group, Conflict.error(), false)))
                .count();
    }

    private Flux<E> stored(Session session, RowPlan<E> plan) {
        @Nullable Object[] inOrder = new @Nullable Object[plan.size()];
        return Flux.fromIterable(plan.groups())
                .concatMap(group -> session.insert(plan.insert(label, group, Conflict.error(), true))
                        .collectList()
                        .doOnNext(rows -> place(group, rows, inOrder)))
                .thenMany(Flux.defer(() -> Flux.fromArray(inOrder)))
                .cast(type.javaType());
    }

    private void place(RowPlan.Group group, List<@Nullable Object[]> rows, @Nullable Object[] inOrder) {
        if (rows.size() != group.rows().size()) {
            throw new StoreException(
                    label + ": the store answered " + rows.size() + " rows for "
                            + group.rows().size() + " inserts: a rule or a trigger of the table may skip rows",
                    null,
                    false,
                    null);
        }
        for (int i = 0; i < rows.size(); i++) {
            inOrder[group.positions().get(i)] = type.instantiate(rows.get(i));
        }
    }

    private RowPlan<E> plan(Collection<? extends E> entities) {
        RowPlan<E> plan = new RowPlan<>(type, engine.clock());
        entities.forEach(plan::add);
        return plan;
    }
}
