package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.KeyIdentity;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.OwnVersions;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Bulk;
import java.util.List;
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
            List<E> all = InputRows.rows(entities);
            all.forEach(entity -> Ids.require(type, entity, "update"));
            // Where Java knows which rows are one, nothing is sent for it, and a chunk has no row twice.
            return KeyIdentity.known(type.id()) ? once(all).flatMapMany(this::written) : written(all);
        });
    }

    private Flux<E> written(List<E> rows) {
        if (Chunks.one(rows.size(), bulk)) {
            return Chunks.of(rows, bulk).write(this::updated);
        }
        return engine.sessions()
                .atomically(session -> once(rows)
                        .flatMap(once ->
                                Chunks.of(once, bulk).write(this::updated).collectList()))
                .flatMapIterable(written -> written);
    }

    private Mono<List<E>> once(List<E> rows) {
        return KeyIdentity.firsts(engine.sessions(), type.name(), type, type.id(), rows)
                .map(firsts -> KeyIdentity.lasts(rows, firsts));
    }

    /**
     * Updates rows and holds no more than a chunk of them; of two with one id the last wins.
     *
     * @param entities the rows
     * @return how many rows were given; of one that comes twice within a chunk only the last counts
     */
    public Mono<Long> count(Publisher<? extends E> entities) {
        return Mono.defer(() -> {
            OwnVersions<E> own = new OwnVersions<>(engine::read, type.name(), type, type.id());
            return engine.sessions()
                    .atomically(session -> Chunks.<E>of(entities, bulk).sum(chunk -> counted(own, chunk)));
        });
    }

    private Mono<Long> counted(OwnVersions<E> own, List<E> chunk) {
        return own.caughtUp(chunk)
                .flatMap(rows -> new EntityRows<>(engine, type).updateManyCount(rows))
                .doOnNext(rows -> own.changed());
    }

    private Flux<E> updated(List<E> chunk) {
        return new EntityRows<>(engine, type).updateMany(chunk);
    }
}
