package dev.relata.internal.link;

import dev.relata.error.NotRelatedException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.ValueText;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Inserts;
import dev.relata.internal.write.VersionTracker;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.OrphanPolicy;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.query.OnConflict.Policy;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Children that hold the key of their owner. */
final class KeyChildren<S, T> implements Children<S, T> {

    private final RelationshipGuard<S, T> related;
    private final OwnerKey<T> key;

    KeyChildren(RelationshipGuard<S, T> related) {
        this.related = related;
        this.key = new OwnerKey<>(related.bound());
    }

    @Override
    public BoundRelationship<S, T> bound() {
        return related.bound();
    }

    OwnerKey<T> key() {
        return key;
    }

    /** Drafts under the owner's key and inside the relationship's filter, for one subscription. */
    private final class Drafts {

        private final String operation;
        private boolean unverified;

        Drafts(String operation) {
            this.operation = operation;
        }

        T child(T draft) {
            T child = key.intoDraft(draft);
            unverified |= bound().isUnverified(child, operation);
            return child;
        }

        /** Refuses drafts that only the store can judge, where it cannot be asked afterwards. */
        T certain(T draft) {
            T child = child(draft);
            if (unverified) {
                throw new RefusedException(related.label() + "." + operation
                        + ": only the store can tell whether a row passes the relation's filter; use createMany(…), or"
                        + " the relation without the filter");
            }
            return child;
        }

        Mono<Void> verify(List<T> stored) {
            return unverified ? related.verifyOwned(operation, bound().ids(stored, operation)) : Mono.empty();
        }
    }

    /** Inserts rows, in one statement and no transaction where one suffices. */
    @Override
    public Flux<T> create(Chunks<T> drafts, Bulk<? super T> bulk) {
        Drafts created = new Drafts("create");
        List<T> all = drafts.fitOne() ? drafts.atHand() : null;
        if (all != null) {
            List<T> children = all.stream().map(created::child).toList();
            if (!created.unverified) {
                return inserts(bulk).many(children, bulk);
            }
        }
        Chunks<T> children = drafts.map(created::child);
        return related.atomically(inserts(bulk).all(children).delayUntil(created::verify))
                .flatMapIterable(stored -> stored);
    }

    @Override
    public Mono<Long> createCount(Chunks<T> drafts, Bulk<? super T> bulk) {
        Drafts created = new Drafts("createManyCount");
        return inserts(bulk).count(drafts.map(created::certain));
    }

    private Inserts<T> inserts(Bulk<? super T> bulk) {
        return related.inserts().under(bulk.conflict());
    }

    @Override
    public Mono<T> getOrCreate(T draft, Property<T, ?> property) {
        T child = new Drafts("getOrCreate").certain(draft);
        return related.inserts()
                .getOrCreate(child, named("getOrCreate", property))
                .doOnNext(found -> checkOwner(child, found));
    }

    private void checkOwner(T wanted, T found) {
        EntityType<T> type = related.target();
        for (Attribute attribute : bound().relationship().targetKey()) {
            Object other = type.value(found, attribute);
            if (other != null && !other.equals(type.value(wanted, attribute))) {
                throw new NotUniqueException(related.label() + ".getOrCreate: "
                        + Ids.describe(type, Ids.of(type, found)) + " has this key and belongs to another owner ("
                        + attribute.name() + "=" + ValueText.ofKey(other) + "); add(…) it to move it here");
            }
        }
    }

    @Override
    public Mono<T> updateOrCreate(T draft, Property<T, ?> property) {
        T child = new Drafts("updateOrCreate").certain(draft);
        return related.inserts()
                .under(new OnConflict<>(Policy.UPDATE, named("updateOrCreate", property)))
                .one(child);
    }

    private static <T> List<Property<T, ?>> named(String operation, Property<T, ?> property) {
        return List.of(RefusedException.unlessNull(property, operation, "the property"));
    }

    @Override
    public Mono<T> add(T child) {
        List<List<Object>> ids = bound().ids(InputRows.one(child, "add"), "add");
        T moved = key.intoStored(child);
        return give("add", List.of(moved), ids).then(given(moved));
    }

    /** Returns a row that was given the key as it is stored now. */
    Mono<T> given(T moved) {
        return key.changesRows() ? related.updates().next(moved) : Mono.just(moved);
    }

    @Override
    public Mono<Long> addMany(Chunks<T> children) {
        List<T> all = children.atHand();
        if (all == null) {
            VersionTracker<T> own = new VersionTracker<>(
                    related::select,
                    related.label(),
                    related.target(),
                    related.target().id());
            return related.atomically(children.map(key::intoStored).sum(chunk -> give(own, chunk)));
        }
        List<T> moved = all.stream().map(key::intoStored).toList();
        bound().ids(moved, "addMany");
        Mono<Long> once =
                related.updates().once(moved).flatMap(rows -> inChunks(children.with(rows), rows.size(), this::give));
        if (Ids.known(related.target())) {
            return once;
        }
        return children.takes(moved.size())
                ? inChunks(children.with(moved), moved.size(), this::give)
                : related.atomically(once);
    }

    private Mono<Long> give(VersionTracker<T> own, List<T> chunk) {
        return own.caughtUp(chunk).flatMap(this::give).doOnNext(rows -> {
            if (key.changesRows()) {
                own.changed();
            }
        });
    }

    private Mono<Long> give(List<T> moved) {
        return give("addMany", moved, bound().ids(moved, "addMany"));
    }

    /** One row is whole by itself; several rows, or one that only the store can judge, need a transaction. */
    private Mono<Long> give(String operation, List<T> moved, List<List<Object>> ids) {
        boolean unverified = bound().areUnverified(moved, operation);
        Mono<Void> check = unverified ? related.verifyOwned(operation, ids) : Mono.empty();
        return related.whole(
                !unverified && ids.size() == 1, giveKey(operation, moved).delayUntil(rows -> check));
    }

    /** Gives stored rows the owner's key; fails where one is gone. */
    Mono<Long> giveKey(String operation, List<T> moved) {
        return related.updates()
                .rows(
                        moved,
                        key.changes(),
                        ids -> related.label() + "." + operation + ": "
                                + related.describe(ids, ", ")
                                + (ids.size() == 1 ? " is gone" : ", one or more are gone")
                                + ", nothing was written; create it instead");
    }

    @Override
    public Mono<Long> remove(String operation, Chunks<T> children) {
        List<T> all = children.atHand();
        if (all == null) {
            return related.atomically(children.sum(chunk -> orphan(operation, bound().ids(chunk, operation))));
        }
        List<List<Object>> ids = bound().ids(all, operation);
        return inChunks(children.with(ids), ids.size(), chunk -> orphan(operation, chunk));
    }

    /** What one chunk writes is whole by itself. */
    private <E> Mono<Long> inChunks(Chunks<E> chunks, int rows, Function<List<E>, Mono<Long>> write) {
        return related.whole(chunks.takeAtOnce(rows), chunks.sum(write));
    }

    private Mono<Long> orphan(String operation, List<List<Object>> ids) {
        Mono<Long> removal = orphan(operation, bound().withIds(bound().rows(), ids))
                .filterWhen(rows -> related.areAll(rows, ids))
                .switchIfEmpty(Mono.error(() -> notRelated(ids)));
        // Of one row that is not there nothing is written; of several some would be.
        return related.whole(ids.size() == 1, removal);
    }

    private NotRelatedException notRelated(List<List<Object>> ids) {
        return new NotRelatedException(related.label() + ".remove: " + related.describe(ids, ", ")
                + (ids.size() == 1 ? " is not this owner's" : ", one or more are not this owner's")
                + ", nothing was written; read the relation again");
    }

    /** Takes the rows of a query out of the relationship, by the orphan policy; returns how many there were. */
    Mono<Long> orphan(String operation, Query rows) {
        return switch (bound().relationship().orphans()) {
            case DELETE -> related.writes().delete(related.label(), rows);
            case SET_NULL -> related.updates().where(rows, key.cleared());
            case REFUSE -> throw required(operation);
        };
    }

    /** As {@link #orphan}, but a policy that refuses does so only where there is a row to refuse. */
    Mono<Long> orphanOthers(String operation, Query rows) {
        if (bound().relationship().orphans() != OrphanPolicy.REFUSE) {
            return orphan(operation, rows);
        }
        Path id = Path.of(related.target().id().get(0));
        return related.select(Select.of(related.label(), rows.limit(1), List.of(id)))
                .count()
                .flatMap(there -> there > 0 ? Mono.error(required(operation)) : Mono.just(0L));
    }

    private RequiredRelationshipException required(String operation) {
        String deletion = bound().relationship().kind().toOne()
                ? "delete(…) the row that is there"
                : "use deleteAll() to delete the rows";
        return new RequiredRelationshipException(related.label() + "." + operation + ": "
                + bound().relationship().targetKey().get(0).qualifiedName()
                + " is required and cannot be cleared; " + deletion + ", or declare orphans(DELETE), or make the"
                + " property @Nullable");
    }

    @Override
    public Mono<Long> set(List<T> children) {
        List<T> moved = children.stream().map(key::intoStored).toList();
        bound().ids(moved, "set");
        boolean unverified = bound().areUnverified(moved, "set");
        return related.atomically(
                related.lock("set").then(related.updates().once(moved)).flatMap(once -> replace(once, unverified)));
    }

    /** Replaces the children by difference: those that are there already are not touched. */
    private Mono<Long> replace(List<T> wanted, boolean unverified) {
        List<List<Object>> ids = bound().ids(wanted, "set");
        Mono<Long> removal =
                orphanOthers("set", bound().withoutIds(bound().selection().query(), ids));
        if (wanted.isEmpty()) {
            return removal;
        }
        Mono<Void> check = unverified ? related.verifyOwned("set", ids) : Mono.empty();
        return related.found(bound().rows(), ids)
                .map(mine -> IntStream.range(0, wanted.size())
                        .filter(i -> !mine.get(i))
                        .mapToObj(wanted::get)
                        .toList())
                .flatMap(added -> removal.then(added.isEmpty() ? Mono.just(0L) : giveKey("set", added)))
                .delayUntil(rows -> check);
    }

    @Override
    public Mono<Long> clear() {
        return orphan("clear", bound().selection().query());
    }

    @Override
    public Mono<Long> moveAll(BoundRelationship<S, T> other) {
        return related.updates().where(bound().selection().query(), key.changesTo(new OwnerKey<>(other)));
    }
}
