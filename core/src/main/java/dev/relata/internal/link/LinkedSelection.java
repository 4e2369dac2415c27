package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.engine.EngineSelection;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.model.Relationship;
import dev.relata.query.Bulk;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** What managers of both kinds of links share: the selection, and how links go. */
abstract class LinkedSelection<S, T> extends EngineSelection<T> {

    private final S owner;
    private final Relationship<S, T> relationship;

    LinkedSelection(Engine engine, S owner, Relationship<S, T> relationship) {
        super(engine, () -> BoundRelationship.of(engine, owner, relationship).selection());
        this.owner = owner;
        this.relationship = relationship;
    }

    final BoundRelationship<S, T> bound() {
        return BoundRelationship.of(engine(), owner, relationship);
    }

    final LinkWriter<S, T> writer() {
        return new LinkWriter<>(bound());
    }

    public final Mono<Boolean> remove(T target) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            return links.unlink(links.linksTo(links.ids(InputRows.one(target, "remove"), "remove")))
                    .map(gone -> gone > 0);
        });
    }

    public final Mono<Long> removeMany(Iterable<? extends T> targets) {
        return removeMany(targets, Bulk.defaults());
    }

    public final Mono<Long> removeMany(Iterable<? extends T> targets, Bulk<? super T> bulk) {
        return Mono.defer(() -> {
            BulkLinks<S, T> links = unlimited(bulk, "removeMany");
            return links.remove(links.links().ids(InputRows.rows(targets), "removeMany"));
        });
    }

    public final Mono<Long> removeMany(Publisher<? extends T> targets) {
        return removeMany(targets, Bulk.defaults());
    }

    public final Mono<Long> removeMany(Publisher<? extends T> targets, Bulk<? super T> bulk) {
        return Mono.defer(() -> unlimited(bulk, "removeMany").remove(Chunks.of(targets, bulk)));
    }

    public final Mono<Long> removeIds(Object... ids) {
        Object[] given = InputRows.ids(ids, "removeIds");
        return Mono.defer(() -> {
            BulkLinks<S, T> links = unlimited(Bulk.defaults(), "removeIds");
            return links.remove(links.links().parse(given));
        });
    }

    public final Mono<Long> removeIds(Publisher<?> ids) {
        return removeIds(ids, Bulk.defaults());
    }

    public final Mono<Long> removeIds(Publisher<?> ids, Bulk<? super T> bulk) {
        return Mono.defer(() -> unlimited(bulk, "removeIds").removeIds(Chunks.of(ids, bulk)));
    }

    private BulkLinks<S, T> unlimited(Bulk<? super T> bulk, String operation) {
        BulkLinks<S, T> links = bulk(bulk);
        links.links().bound().refuseLimited(operation);
        return links;
    }

    final BulkLinks<S, T> bulk(Bulk<? super T> bulk) {
        return new BulkLinks<>(writer(), bulk);
    }

    public final Mono<Void> clear() {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            links.bound().refuseLimited("clear");
            return links.unlink(links.linksToOthers(List.of())).then();
        });
    }

    public final Mono<Void> move(T target, int place) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            ListPositions places = places(links.bound(), "move", place);
            List<Object> id = links.ids(InputRows.one(target, "move"), "move").get(0);
            return engine().sessions()
                    .atomically(session -> places.move(id, place).thenReturn(true))
                    .then();
        });
    }

    /** The places of the owner's list; refused where it has none. */
    final ListPositions places(BoundRelationship<S, T> bound, String operation, int place) {
        ListPositions places = ListPositions.of(bound);
        if (places == null) {
            throw new RefusedException(
                    bound.label() + "." + operation + ": the junction keeps no order; declare the relation"
                            + " ordered(), or orderedBy(…) a property of the join record");
        }
        if (place < 0) {
            throw new RefusedException(bound.label() + "." + operation + ": a place counts from 0, was " + place);
        }
        places.refuseUnlessWhole(operation);
        return places;
    }
}
