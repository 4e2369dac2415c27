package dev.relata.internal.engine;

import dev.relata.metamodel.EntityType;
import dev.relata.query.Bulk;
import dev.relata.spi.Conflict;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Inserts rows of one type. Immutable, thread-safe; cold, every subscription writes anew.
 *
 * @param <E> the record
 */
public final class EntityWriter<E> {

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
                    .flatMap(rows -> Written.of(engine, () -> type.instantiate(OneRow.of(label, rows))));
        });
    }

    /**
     * Inserts many rows as the options say.
     *
     * @param bulk the options
     * @return the writer
     */
    public BulkWriter<E> bulk(Bulk<? super E> bulk) {
        return BulkWriter.insert(engine, type, label, bulk);
    }

    /**
     * Inserts many rows, or overwrites those that are there already: by the key that the options name, else by id.
     *
     * @param bulk the options
     * @return the writer
     */
    public BulkWriter<E> upsert(Bulk<? super E> bulk) {
        return BulkWriter.upsert(engine, type, label, bulk);
    }

    private RowPlan<E> plan(Collection<? extends E> entities) {
        RowPlan<E> plan = new RowPlan<>(type, engine.clock());
        entities.forEach(plan::add);
        return plan;
    }
}
