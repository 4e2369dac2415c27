package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.engine.EngineSelection;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.manager.OneToManyManager;
import dev.relata.model.OneToMany;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A one-to-many whose owner keeps the ids of its rows. */
final class ArrayOneToManyManager<S, T> extends EngineSelection<T> implements OneToManyManager<S, T> {

    private final S owner;
    private final OneToMany<S, T> relationship;

    ArrayOneToManyManager(Engine engine, S owner, OneToMany<S, T> relationship) {
        super(engine, () -> BoundRelationship.of(engine, owner, relationship).selection());
        this.owner = owner;
        this.relationship = relationship;
    }

    private LinkWriter<S, T> links(S of) {
        return new LinkWriter<>(BoundRelationship.of(engine(), of, relationship));
    }

    private ArrayChildren<S, T> children() {
        return new ArrayChildren<>(links(owner));
    }

    private ArrayChildren<S, T> unlimited(String operation) {
        ArrayChildren<S, T> children = children();
        children.links().bound().refuseLimited(operation);
        return children;
    }

    @Override
    public Mono<T> create(T draft) {
        return Flux.defer(() -> createMany(InputRows.one(draft, "create"))).single();
    }

    @Override
    public Flux<T> createMany(Iterable<? extends T> drafts) {
        return createMany(drafts, Bulk.defaults());
    }

    @Override
    public Flux<T> createMany(Iterable<? extends T> drafts, Bulk<? super T> bulk) {
        return Flux.defer(() -> children().create(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Flux<T> createMany(Publisher<? extends T> drafts) {
        return createMany(drafts, Bulk.defaults());
    }

    @Override
    public Flux<T> createMany(Publisher<? extends T> drafts, Bulk<? super T> bulk) {
        return Flux.defer(() -> children().create(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Mono<Long> createManyCount(Iterable<? extends T> drafts) {
        return createManyCount(drafts, Bulk.defaults());
    }

    @Override
    public Mono<Long> createManyCount(Iterable<? extends T> drafts, Bulk<? super T> bulk) {
        return Mono.defer(() -> children().createCount(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Mono<Long> createManyCount(Publisher<? extends T> drafts) {
        return createManyCount(drafts, Bulk.defaults());
    }

    @Override
    public Mono<Long> createManyCount(Publisher<? extends T> drafts, Bulk<? super T> bulk) {
        return Mono.defer(() -> children().createCount(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Mono<T> add(T child) {
        return Mono.defer(() -> children().give(InputRows.one(child, "add"), "add"))
                .thenReturn(child);
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> given) {
        return addMany(given, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> given, Bulk<? super T> bulk) {
        return Mono.defer(() -> {
            List<T> rows = InputRows.rows(given);
            return Chunks.one(rows.size(), bulk)
                    ? Chunks.<T>of(rows, bulk).sum(chunk -> children().give(chunk, "addMany"))
                    : added(Chunks.of(rows, bulk));
        });
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> given) {
        return addMany(given, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> given, Bulk<? super T> bulk) {
        return Mono.defer(() -> added(Chunks.of(given, bulk)));
    }

    private Mono<Long> added(Chunks<T> chunks) {
        return engine().sessions()
                .atomically(session -> chunks.sum(chunk -> children().give(chunk, "addMany")));
    }

    @Override
    public Mono<Void> remove(T child) {
        return Mono.defer(() -> children().remove(InputRows.one(child, "remove"), "remove"))
                .then();
    }

    @Override
    public Mono<Long> removeMany(Iterable<? extends T> given) {
        return removeMany(given, Bulk.defaults());
    }

    @Override
    public Mono<Long> removeMany(Iterable<? extends T> given, Bulk<? super T> bulk) {
        return Mono.defer(() -> {
            ArrayChildren<S, T> children = unlimited("removeMany");
            List<T> rows = InputRows.rows(given);
            return Chunks.one(rows.size(), bulk)
                    ? Chunks.<T>of(rows, bulk).sum(chunk -> children.remove(chunk, "removeMany"))
                    : removed(children, Chunks.of(rows, bulk));
        });
    }

    @Override
    public Mono<Long> removeMany(Publisher<? extends T> given) {
        return removeMany(given, Bulk.defaults());
    }

    @Override
    public Mono<Long> removeMany(Publisher<? extends T> given, Bulk<? super T> bulk) {
        return Mono.defer(() -> removed(unlimited("removeMany"), Chunks.of(given, bulk)));
    }

    private Mono<Long> removed(ArrayChildren<S, T> children, Chunks<T> chunks) {
        return engine().sessions().atomically(session -> chunks.sum(chunk -> children.remove(chunk, "removeMany")));
    }

    @Override
    public Mono<Void> set(Iterable<? extends T> wanted) {
        return Mono.defer(() -> unlimited("set").set(InputRows.rows(wanted))).then();
    }

    @Override
    public Mono<Void> clear() {
        return Mono.defer(() -> {
                    LinkWriter<S, T> links = unlimited("clear").links();
                    return links.unlink(links.linksToOthers(List.of()));
                })
                .then();
    }

    @Override
    public Mono<Long> moveAll(S other) {
        return Mono.defer(() -> unlimited("moveAll").moveAll(links(other)));
    }

    @Override
    public Mono<T> getOrCreate(T draft, Property<T, ?> key) {
        return Mono.error(() -> byKey("getOrCreate"));
    }

    @Override
    public Mono<T> updateOrCreate(T draft, Property<T, ?> key) {
        return Mono.error(() -> byKey("updateOrCreate"));
    }

    private RefusedException byKey(String operation) {
        return new RefusedException(
                links(owner).bound().label() + "." + operation + ": the row does not hold its owner's key,"
                        + " so it is found or written first: relata." + operation + "(…), then add(…)");
    }
}
