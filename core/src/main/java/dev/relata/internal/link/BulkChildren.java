package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.Verdict;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Inserts;
import dev.relata.internal.write.OwnVersions;
import dev.relata.query.Bulk;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes of many of an owner's rows, for one subscription.
 *
 * @param key the owner's key
 * @param bulk the size of a chunk, the policy for new rows, and who is told
 */
record BulkChildren<S, T>(OwnerKeyWriter<S, T> key, Bulk<? super T> bulk) {

    /** Refuses a null. */
    BulkChildren {
        RefusedException.unlessNull(bulk, key.bound().label(), "the Bulk that says how");
    }

    private Engine engine() {
        return key.bound().engine();
    }

    /** Inserts rows; in one statement, and no transaction, where one suffices. */
    Flux<T> create(Iterable<? extends T> drafts) {
        if (!(drafts instanceof Collection<? extends T> all) || all.size() > bulk.rows()) {
            return create(Chunks.of(drafts, bulk));
        }
        DraftRows<S, T> created = new DraftRows<>(key, "create");
        List<T> children = InputRows.<T>rows(all).stream().map(created::child).toList();
        return created.unverified()
                ? create(Chunks.of(all, bulk))
                : inserts(created).many(children, bulk);
    }

    Flux<T> create(Chunks<T> drafts) {
        DraftRows<S, T> created = new DraftRows<>(key, "create");
        Chunks<T> children = drafts.map(created::child);
        return engine().sessions()
                .atomically(session -> inserts(created)
                        .many(children)
                        .collectList()
                        .flatMap(stored -> created.verify(stored).thenReturn(stored)))
                .flatMapIterable(stored -> stored);
    }

    Mono<Long> createCount(Chunks<T> drafts) {
        DraftRows<S, T> created = new DraftRows<>(key, "createManyCount");
        return inserts(created).count(drafts.map(created::certain));
    }

    private Inserts<T> inserts(DraftRows<S, T> created) {
        return engine().writes().inserts(created.target(), created.label(), bulk);
    }

    /** Gives stored rows to the owner, each once. */
    Mono<Long> add(Iterable<? extends T> children) {
        List<T> moved = InputRows.<T>rows(children).stream().map(key::under).toList();
        if (Ids.known(key.target())) {
            return key.distinct(moved, "addMany").flatMap(once -> whole(once, this::give));
        }
        key.ids(moved, "addMany");
        return moved.size() <= bulk.rows()
                ? whole(moved, this::give)
                : engine().sessions()
                        .atomically(session -> key.distinct(moved, "addMany").flatMap(once -> whole(once, this::give)));
    }

    Mono<Long> add(Chunks<T> children) {
        return Mono.defer(() -> {
            OwnVersions<T> own = new OwnVersions<>(
                    engine()::read,
                    key.bound().label(),
                    key.target(),
                    key.target().id());
            return engine().sessions()
                    .atomically(session -> children.<T>map(key::under).sum(chunk -> give(own, chunk)));
        });
    }

    private Mono<Long> give(OwnVersions<T> own, List<T> chunk) {
        return own.caughtUp(chunk).flatMap(this::give).doOnNext(rows -> {
            if (key.counts()) {
                own.changed();
            }
        });
    }

    private Mono<Long> give(List<T> moved) {
        return give(moved, key.ids(moved, "addMany"), "addMany");
    }

    /** One row is whole by itself; several, or one that only the store can judge, need a transaction. */
    Mono<Long> give(List<T> moved, List<List<Object>> ids, String operation) {
        Verdict verdict = judge(key.bound(), moved, operation);
        if (verdict == Verdict.PASSES && ids.size() == 1) {
            return key.give(moved, operation);
        }
        Mono<Void> check = verdict == Verdict.UNKNOWN ? key.bound().verify(operation, ids) : Mono.empty();
        return engine().sessions()
                .atomically(session -> key.give(moved, operation).flatMap(rows -> check.thenReturn(rows)));
    }

    static <S, T> Verdict judge(BoundRelationship<S, T> bound, List<T> children, String operation) {
        Verdict all = Verdict.PASSES;
        for (T child : children) {
            Verdict one = bound.check(child);
            if (one == Verdict.FAILS) {
                throw bound.outside(operation);
            }
            all = one == Verdict.UNKNOWN ? one : all;
        }
        return all;
    }

    /** Takes rows out, each once. */
    Mono<Long> remove(Iterable<? extends T> children, String operation) {
        return whole(key.ids(InputRows.rows(children), operation), ids -> orphan(ids, operation));
    }

    Mono<Long> remove(Chunks<T> children, String operation) {
        return engine().sessions()
                .atomically(session -> children.sum(chunk -> orphan(key.ids(chunk, operation), operation)));
    }

    private Mono<Long> orphan(List<List<Object>> ids, String operation) {
        BoundRelationship<S, T> bound = key.bound();
        Mono<Long> removal = key.orphan(bound.withIds(bound.rows(), ids), operation)
                .filterWhen(rows -> areAll(rows, ids))
                .switchIfEmpty(Mono.error(() -> key.notRelated(ids)));
        // Of one row that is not there nothing is written; of several some would be.
        return ids.size() == 1 ? removal : engine().sessions().atomically(session -> removal);
    }

    private Mono<Boolean> areAll(long rows, List<List<Object>> ids) {
        return rows == ids.size()
                ? Mono.just(true)
                : engine().writes()
                        .updates(key.target(), key.bound().label())
                        .distinct(ids)
                        .map(distinct -> rows == distinct.size());
    }

    /** What one chunk writes is whole by itself. */
    private <R> Mono<Long> whole(List<R> rows, Function<List<R>, Mono<Long>> write) {
        Mono<Long> all = Chunks.<R>of(rows, bulk).sum(write::apply);
        return Chunks.one(rows.size(), bulk) ? all : engine().sessions().atomically(session -> all);
    }
}
