package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.select.EntitySelection;
import dev.relata.internal.select.SelectionReaders;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Writes;
import dev.relata.manager.OneToManyManager;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The children of one owner. Extends the selection as {@link AbstractLinkManager} does. */
final class BoundOneToManyManager<S, T> extends EntitySelection<T> implements OneToManyManager<S, T> {

    private final Writes writes;
    private final ErrorTranslation translation;
    private final S owner;
    private final Function<S, RelationshipGuard<S, T>> related;

    BoundOneToManyManager(
            SelectionReaders readers, Writes writes, S owner, Function<S, RelationshipGuard<S, T>> related) {
        super(readers, writes, () -> related.apply(owner).bound().selection());
        this.writes = writes;
        this.translation = readers.translation();
        this.owner = owner;
        this.related = related;
    }

    private Children<S, T> children() {
        RelationshipGuard<S, T> rows = related.apply(owner).writable();
        return rows.bound().relationship().junction() == null ? new KeyChildren<>(rows) : new ArrayChildren<>(rows);
    }

    private Children<S, T> children(@Nullable Bulk<?> bulk) {
        Children<S, T> children = children();
        RefusedException.unlessNull(bulk, children.bound().label(), "the Bulk that says how");
        return children;
    }

    /** Runs a write of many children that answers their number, which listeners see as one. */
    private Mono<Long> many(String call, @Nullable Bulk<?> bulk, Function<Children<S, T>, Mono<Long>> write) {
        return translation.of(Mono.defer(() -> {
            Children<S, T> children = children(bulk);
            return writes.observed().count(children.bound().label(), call, write.apply(children));
        }));
    }

    /** Runs a write of many children that answers them, which listeners see as one. */
    private Flux<T> created(@Nullable Bulk<?> bulk, Function<Children<S, T>, Flux<T>> write) {
        return translation.of(Flux.defer(() -> {
            Children<S, T> children = children(bulk);
            return writes.observed().rows(children.bound().label(), "createMany", write.apply(children));
        }));
    }

    private Mono<Long> whole(String operation, Function<Children<S, T>, Mono<Long>> write) {
        return translation.of(Mono.defer(() -> {
            Children<S, T> children = children();
            children.bound().refuseLimited(operation);
            return write.apply(children);
        }));
    }

    private Mono<Long> removed(Function<Children<S, T>, Mono<Long>> write) {
        return whole(
                "removeMany",
                children -> writes.observed().count(children.bound().label(), "removeMany", write.apply(children)));
    }

    @Override
    public Mono<T> create(T draft) {
        return translation
                .of(Flux.defer(() -> {
                    Bulk<Object> bulk = Bulk.defaults();
                    return children().create(Chunks.of(InputRows.one(draft, "create"), bulk), bulk);
                }))
                .single();
    }

    @Override
    public Flux<T> createMany(Iterable<? extends T> drafts, Bulk<? super T> bulk) {
        return created(bulk, children -> children.create(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Flux<T> createMany(Publisher<? extends T> drafts, Bulk<? super T> bulk) {
        return created(bulk, children -> children.create(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Mono<Long> createManyCount(Iterable<? extends T> drafts, Bulk<? super T> bulk) {
        return many("createManyCount", bulk, children -> children.createCount(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Mono<Long> createManyCount(Publisher<? extends T> drafts, Bulk<? super T> bulk) {
        return many("createManyCount", bulk, children -> children.createCount(Chunks.of(drafts, bulk), bulk));
    }

    @Override
    public Mono<T> getOrCreate(T draft, Property<T, ?> key) {
        return translation.of(Mono.defer(() -> children().getOrCreate(draft, key)));
    }

    @Override
    public Mono<T> updateOrCreate(T draft, Property<T, ?> key) {
        return translation.of(Mono.defer(() -> children().updateOrCreate(draft, key)));
    }

    @Override
    public Mono<T> add(T child) {
        return translation.of(Mono.defer(() -> children().add(child)));
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> children, Bulk<? super T> bulk) {
        return many("addMany", bulk, of -> of.addMany(Chunks.of(children, bulk)));
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> children, Bulk<? super T> bulk) {
        return many("addMany", bulk, of -> of.addMany(Chunks.of(children, bulk)));
    }

    @Override
    public Mono<Void> remove(T child) {
        return translation
                .of(Mono.defer(() ->
                        children().remove("remove", Chunks.of(InputRows.one(child, "remove"), Bulk.defaults()))))
                .then();
    }

    @Override
    public Mono<Long> removeMany(Iterable<? extends T> given, Bulk<? super T> bulk) {
        return removed(children -> children.remove("removeMany", Chunks.of(given, bulk)));
    }

    @Override
    public Mono<Long> removeMany(Publisher<? extends T> given, Bulk<? super T> bulk) {
        return removed(children -> children.remove("removeMany", Chunks.of(given, bulk)));
    }

    @Override
    public Mono<Void> set(Iterable<? extends T> wanted) {
        return whole("set", children -> children.set(InputRows.rows(wanted))).then();
    }

    @Override
    public Mono<Void> clear() {
        return whole("clear", Children::clear).then();
    }

    @Override
    public Mono<Long> moveAll(S other) {
        return translation.of(
                Mono.defer(() -> children().moveAll(related.apply(other).bound())));
    }
}
