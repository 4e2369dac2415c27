package dev.relata.internal.link;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.engine.EngineSelection;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.Verdict;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Inserts;
import dev.relata.manager.OneToManyManager;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.OneToMany;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.query.OnConflict.Policy;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class EngineOneToManyManager<S, T> extends EngineSelection<T> implements OneToManyManager<S, T> {

    private final S owner;
    private final OneToMany<S, T> relationship;

    EngineOneToManyManager(Engine engine, S owner, OneToMany<S, T> relationship) {
        super(engine, () -> BoundRelationship.of(engine, owner, relationship).selection());
        this.owner = owner;
        this.relationship = relationship;
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
        return Flux.defer(() -> bulk(bulk).create(drafts));
    }

    @Override
    public Flux<T> createMany(Publisher<? extends T> drafts) {
        return createMany(drafts, Bulk.defaults());
    }

    @Override
    public Flux<T> createMany(Publisher<? extends T> drafts, Bulk<? super T> bulk) {
        return Flux.defer(() -> bulk(bulk).create(Chunks.of(drafts, bulk)));
    }

    @Override
    public Mono<Long> createManyCount(Iterable<? extends T> drafts) {
        return createManyCount(drafts, Bulk.defaults());
    }

    @Override
    public Mono<Long> createManyCount(Iterable<? extends T> drafts, Bulk<? super T> bulk) {
        return Mono.defer(() -> bulk(bulk).createCount(Chunks.of(drafts, bulk)));
    }

    @Override
    public Mono<Long> createManyCount(Publisher<? extends T> drafts) {
        return createManyCount(drafts, Bulk.defaults());
    }

    @Override
    public Mono<Long> createManyCount(Publisher<? extends T> drafts, Bulk<? super T> bulk) {
        return Mono.defer(() -> bulk(bulk).createCount(Chunks.of(drafts, bulk)));
    }

    @Override
    public Mono<T> add(T child) {
        return Mono.defer(() -> {
            OwnerKeyWriter<S, T> key = key();
            List<List<Object>> ids = key.ids(InputRows.one(child, "add"), "add");
            T moved = key.under(child);
            return give(key, List.of(moved), ids, "add").thenReturn(key.given(moved));
        });
    }

    private Mono<Long> give(OwnerKeyWriter<S, T> key, List<T> moved, List<List<Object>> ids, String operation) {
        return new BulkChildren<>(key, Bulk.defaults()).give(moved, ids, operation);
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> children) {
        return addMany(children, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> children, Bulk<? super T> bulk) {
        return Mono.defer(() -> bulk(bulk).add(children));
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> children) {
        return addMany(children, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> children, Bulk<? super T> bulk) {
        return Mono.defer(() -> bulk(bulk).add(Chunks.of(children, bulk)));
    }

    @Override
    public Mono<Void> remove(T child) {
        return Mono.defer(() -> bulk(Bulk.defaults()).remove(InputRows.one(child, "remove"), "remove"))
                .then();
    }

    @Override
    public Mono<Long> removeMany(Iterable<? extends T> children) {
        return removeMany(children, Bulk.defaults());
    }

    @Override
    public Mono<Long> removeMany(Iterable<? extends T> children, Bulk<? super T> bulk) {
        return Mono.defer(() -> unlimited(bulk).remove(children, "removeMany"));
    }

    @Override
    public Mono<Long> removeMany(Publisher<? extends T> children) {
        return removeMany(children, Bulk.defaults());
    }

    @Override
    public Mono<Long> removeMany(Publisher<? extends T> children, Bulk<? super T> bulk) {
        return Mono.defer(() -> unlimited(bulk).remove(Chunks.of(children, bulk), "removeMany"));
    }

    private BulkChildren<S, T> unlimited(Bulk<? super T> bulk) {
        BulkChildren<S, T> children = bulk(bulk);
        children.key().bound().refuseLimited("removeMany");
        return children;
    }

    private BulkChildren<S, T> bulk(Bulk<? super T> bulk) {
        return new BulkChildren<>(key(), bulk);
    }

    @Override
    public Mono<Void> set(Iterable<? extends T> children) {
        return Mono.defer(() -> {
            OwnerKeyWriter<S, T> key = key();
            key.bound().refuseLimited("set");
            List<T> moved = InputRows.rows(children).stream().map(key::under).toList();
            key.ids(moved, "set");
            Verdict verdict = BulkChildren.judge(key.bound(), moved, "set");
            return engine().sessions()
                    .atomically(session -> key.bound()
                            .lock("set")
                            .then(key.distinct(moved, "set"))
                            .flatMap(once -> replace(key, once, verdict)))
                    .then();
        });
    }

    /** By difference: what is there already is not touched. */
    private Mono<Long> replace(OwnerKeyWriter<S, T> key, List<T> wanted, Verdict verdict) {
        BoundRelationship<S, T> bound = key.bound();
        List<List<Object>> ids = key.ids(wanted, "set");
        Mono<Long> removal = key.orphanOthers(bound.withoutIds(bound.selection().query(), ids), "set");
        if (wanted.isEmpty()) {
            return removal;
        }
        Mono<Void> check = verdict == Verdict.UNKNOWN ? bound.verify("set", ids) : Mono.empty();
        return key.notMine(wanted)
                .flatMap(added -> removal.then(added.isEmpty() ? Mono.just(0L) : key.give(added, "set")))
                .flatMap(rows -> check.thenReturn(rows));
    }

    @Override
    public Mono<Void> clear() {
        return Mono.defer(() -> {
            OwnerKeyWriter<S, T> key = key();
            key.bound().refuseLimited("clear");
            return key.orphan(key.bound().selection().query(), "clear").then();
        });
    }

    @Override
    public Mono<Long> moveAll(S other) {
        return Mono.defer(() -> {
            BoundRelationship<S, T> from = key().bound();
            BoundRelationship<S, T> to = BoundRelationship.of(engine(), other, relationship);
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < to.key().size(); i++) {
                changes.add(change(
                        from,
                        from.relationship().targetKey().get(i),
                        from.key().get(i),
                        to.key().get(i)));
            }
            changes.removeIf(change -> from.target().id().contains(change.attribute()));
            return new OwnerKeyWriter<>(from).write(from.selection().query(), changes);
        });
    }

    private static Change change(BoundRelationship<?, ?> from, Attribute attribute, Object before, Object after) {
        if (from.target().id().contains(attribute) && !before.equals(after)) {
            throw new RefusedException(from.label() + ".moveAll: " + attribute.qualifiedName()
                    + " is part of the id, so rows cannot move to an owner with another one");
        }
        return new Change(attribute, after);
    }

    @Override
    public Mono<T> getOrCreate(T draft, Property<T, ?> property) {
        return Mono.defer(() -> {
            DraftRows<S, T> created = new DraftRows<>(key(), "getOrCreate");
            T child = created.certain(draft);
            return inserts(created)
                    .getOrCreate(child, key("getOrCreate", property))
                    .doOnNext(found -> checkOwner(created.key().bound(), child, found));
        });
    }

    private static <S, T> void checkOwner(BoundRelationship<S, T> bound, T wanted, T found) {
        EntityType<T> type = bound.target();
        for (Attribute attribute : bound.relationship().targetKey()) {
            Object other = type.value(found, attribute);
            if (other != null && !other.equals(type.value(wanted, attribute))) {
                throw new NotUniqueException(bound.label() + ".getOrCreate: "
                        + Ids.describe(type, Ids.of(type, found)) + " has this key and belongs to another owner ("
                        + attribute.name() + "=" + other + "); add(…) it to move it here");
            }
        }
    }

    @Override
    public Mono<T> updateOrCreate(T draft, Property<T, ?> property) {
        return Mono.defer(() -> {
            DraftRows<S, T> created = new DraftRows<>(key(), "updateOrCreate");
            T child = created.certain(draft);
            return inserts(created)
                    .under(new OnConflict<>(Policy.UPDATE, key("updateOrCreate", property)))
                    .one(child);
        });
    }

    private static <T> List<Property<T, ?>> key(String operation, Property<T, ?> property) {
        return List.of(RefusedException.unlessNull(property, operation, "the property"));
    }

    private Inserts<T> inserts(DraftRows<S, T> created) {
        return engine().writes().inserts(created.target(), created.label());
    }

    private OwnerKeyWriter<S, T> key() {
        return new OwnerKeyWriter<>(BoundRelationship.of(engine(), owner, relationship));
    }
}
