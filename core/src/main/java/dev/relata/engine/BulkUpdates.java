package dev.relata.engine;

import dev.relata.error.RefusedException;
import dev.relata.model.EntityType;
import dev.relata.query.Bulk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Updates many rows of one type by id, whole or not at all, a chunk at a time. Immutable, thread-safe; cold, every
 * subscription writes anew.
 *
 * @param <E> the record
 */
public final class BulkUpdates<E> {

    private final Engine engine;
    private final EntityType<E> type;
    private final Bulk<?> bulk;

    /**
     * Makes the operation.
     *
     * @param engine the engine
     * @param type the type
     * @param bulk the size of a chunk, and who is told
     */
    public BulkUpdates(Engine engine, EntityType<E> type, Bulk<?> bulk) {
        this.engine = engine;
        this.type = type;
        this.bulk = RefusedException.unlessNull(bulk, type.name(), "the Bulk that says how");
    }

    /**
     * Updates rows; of two with one id the last wins.
     *
     * @param entities the rows
     * @return the rows as stored, each once, after the commit
     */
    public Flux<E> rows(Iterable<? extends E> entities) {
        return Flux.defer(() -> {
            Map<List<Object>, E> byId = byId(entities);
            Chunks<E> chunks = Chunks.of(new ArrayList<>(byId.values()), bulk);
            return byId.size() <= bulk.rows()
                    ? chunks.write(this::updated)
                    : engine.sessions()
                            .atomically(session -> chunks.write(this::updated).collectList())
                            .flatMapIterable(rows -> rows);
        });
    }

    /**
     * Updates rows and holds no more than a chunk of them; of two with one id the last wins.
     *
     * @param entities the rows
     * @return how many rows were given; of one that comes twice within a chunk only the last counts
     */
    public Mono<Long> count(Publisher<? extends E> entities) {
        return Mono.defer(() -> {
            OwnVersions<E> own = new OwnVersions<>(type, type.id());
            return engine.sessions()
                    .atomically(session -> Chunks.<E>of(entities, bulk).sum(chunk -> counted(own, chunk)));
        });
    }

    private Mono<Long> counted(OwnVersions<E> own, List<E> chunk) {
        Collection<E> last = byId(chunk).values();
        return new EntityRows<>(engine, type)
                .updateManyCount(own.caughtUp(last))
                .doOnNext(rows -> own.changed(last));
    }

    private Map<List<Object>, E> byId(Iterable<? extends E> entities) {
        Map<List<Object>, E> byId = new LinkedHashMap<>();
        entities.forEach(entity -> byId.put(Ids.require(type, entity, "update"), entity));
        return byId;
    }

    private Flux<E> updated(List<E> chunk) {
        return new EntityRows<>(engine, type).updateMany(chunk);
    }
}
