package dev.relata.internal.link;

import dev.relata.error.NotRelatedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.Chunks;
import dev.relata.metamodel.Junction;
import dev.relata.query.Bulk;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Delete;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows whose ids an owner keeps: how they come, go and move. A row belongs to one owner, which nothing but these writes
 * keeps so: before ids get into an array those of others are looked through, and two that take one row at the same time may
 * both have it.
 *
 * @param links the owner's links
 */
record ArrayChildren<S, T>(LinkWriter<S, T> links) {

    private BoundRelationship<S, T> bound() {
        return links.bound();
    }

    private Engine engine() {
        return bound().engine();
    }

    private Junction junction() {
        return bound().relationship().junctionOrThrow();
    }

    /** The links that others have to some rows. */
    private Query ofOthers(List<List<Object>> ids) {
        return Query.of(junction().type())
                .where(new Predicate.KeyIn(junction().targetColumns(), ids))
                .where(new Predicate.Not(new Predicate.KeyIn(junction().ownerColumns(), List.of(bound().key()))));
    }

    private Mono<Long> count(Query rows) {
        Select count = Select.of(bound().label(), rows, List.of(Aggregate.countRows()));
        return engine().sessions()
                .many(session -> session.select(count))
                .single()
                .map(row -> (Long) Objects.requireNonNull(row[0]));
    }

    /** Writes ids into the array; where others have some of them, whole with their end there. */
    private Mono<Long> taken(List<List<Object>> ids, Mono<Long> write) {
        if (ids.isEmpty()) {
            return write;
        }
        Query others = ofOthers(ids);
        Delete end = new Delete(bound().label(), others, true);
        return count(others)
                .flatMap(rows -> rows == 0
                        ? write
                        : engine().sessions()
                                .atomically(session -> session.delete(end).then(write)));
    }

    /** Gives stored rows to the owner; answers how many there are. */
    Mono<Long> give(List<T> children, String operation) {
        List<List<Object>> ids = links.ids(children, operation);
        Mono<Void> check = links.unverified(children) ? bound().verifyFilter(operation, ids) : Mono.empty();
        return check.then(taken(ids, links.link(ids))).thenReturn((long) ids.size());
    }

    /** Inserts rows and gives them to the owner. */
    Flux<T> create(Chunks<T> drafts, Bulk<? super T> bulk) {
        return engine().sessions()
                .atomically(
                        session -> drafts.write(chunk -> created(chunk, bulk)).collectList())
                .flatMapIterable(stored -> stored);
    }

    Mono<Long> createCount(Chunks<T> drafts, Bulk<? super T> bulk) {
        return engine().sessions()
                .atomically(session -> drafts.sum(chunk -> created(chunk, bulk).count()));
    }

    /** New rows are nobody's yet; those that a policy overwrites may be. */
    private Flux<T> created(List<T> drafts, Bulk<? super T> bulk) {
        boolean unverified = links.unverified(drafts);
        return engine().writes()
                .inserts(bound().target(), bound().label(), bulk)
                .many(drafts, bulk.onProgress(progress -> {}))
                .collectList()
                .flatMapMany(stored -> {
                    List<List<Object>> ids = links.ids(stored, "create");
                    Mono<Void> check = unverified ? bound().verifyFilter("create", ids) : Mono.empty();
                    return check.then(taken(ids, links.link(ids))).thenMany(Flux.fromIterable(stored));
                });
    }

    /** Takes rows out of the array; fails before it does where one is not there. */
    Mono<Long> remove(List<T> children, String operation) {
        List<List<Object>> ids = links.ids(children, operation);
        if (ids.isEmpty()) {
            return Mono.just(0L);
        }
        Query mine = links.linksTo(ids);
        return count(mine)
                .flatMap(rows -> rows == ids.size() ? links.unlink(mine) : Mono.error(notRelated(ids, operation)));
    }

    private NotRelatedException notRelated(List<List<Object>> ids, String operation) {
        return new NotRelatedException(bound().label() + "." + operation + ": "
                + Ids.describe(bound().target(), ids.get(0))
                + (ids.size() == 1 ? " is not this owner's" : " or others of " + ids.size() + " are not this owner's")
                + ", nothing was written; read the relation again");
    }

    /** Makes the owner have just these. */
    Mono<Long> set(List<T> children) {
        List<List<Object>> ids = links.ids(children, "set");
        LinksInOneRow<S, T> row = new LinksInOneRow<>(links);
        if (row.settable()) {
            return taken(ids, row.set(ids));
        }
        Mono<Void> check = links.unverified(children) ? bound().verifyFilter("set", ids) : Mono.empty();
        return engine().sessions()
                .atomically(session -> links.lock(ids, "set").then(check).then(taken(ids, links.replace(ids))));
    }

    /** Gives all that the relation shows to another owner; answers how many. */
    Mono<Long> moveAll(LinkWriter<S, T> other) {
        List<Path> columns = junction().targetColumns().stream().map(Path::of).toList();
        Query mine = links.linksToOthers(List.of());
        return engine().sessions()
                .atomically(session -> session.select(Select.of(bound().label(), mine, columns))
                        .map(row -> List.of(Objects.requireNonNull(row[0])))
                        .collectList()
                        .flatMap(ids -> {
                            List<List<Object>> moved = new ArrayList<>(ids);
                            return moved.isEmpty()
                                    ? Mono.just(0L)
                                    : links.unlink(links.linksTo(moved))
                                            .then(other.link(moved))
                                            .thenReturn((long) moved.size());
                        }));
    }
}
