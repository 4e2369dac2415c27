package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.link.LinkChange.Ends;
import dev.relata.internal.link.LinkChange.OnExistingLink;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import dev.relata.spi.Path;
import dev.relata.spi.Select;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Children of which the owner keeps the ids: its links to them, and new rows. */
final class ArrayChildren<S, T> implements Children<S, T> {

    private final RelationshipGuard<S, T> related;
    private final LinkWriter<S, T, Void> links;

    ArrayChildren(RelationshipGuard<S, T> related) {
        this.related = related;
        this.links = new LinkWriter<>(related, PairLinks.ofOneToMany(related));
    }

    @Override
    public BoundRelationship<S, T> bound() {
        return related.bound();
    }

    @Override
    public Flux<T> create(Chunks<T> drafts, Bulk<? super T> bulk) {
        return related.atomically(drafts.collect(chunk -> created(chunk, bulk))).flatMapIterable(stored -> stored);
    }

    @Override
    public Mono<Long> createCount(Chunks<T> drafts, Bulk<? super T> bulk) {
        return related.atomically(drafts.sum(chunk -> created(chunk, bulk).map(rows -> (long) rows.size())));
    }

    /** New rows belong to nobody yet; those that a policy overwrites may. */
    private Mono<List<T>> created(List<T> drafts, Bulk<? super T> bulk) {
        Ends ends = bound().areUnverified(drafts, "add") ? Ends.UNVERIFIED : Ends.CERTAIN;
        return related.inserts()
                .under(bulk.conflict())
                .many(drafts, bulk.onProgress(progress -> {}))
                .collectList()
                .delayUntil(stored -> links.write(LinkChange.adding("create", bound().ids(stored, "create"), ends)));
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
        return new RefusedException(related.label() + "." + operation + ": the row does not hold its owner's key,"
                + " so it is found or written first: relata." + operation + "(…), then add(…)");
    }

    @Override
    public Mono<T> add(T child) {
        List<T> one = InputRows.one(child, "add");
        return given("add", Chunks.of(one, Bulk.defaults())).thenReturn(child);
    }

    @Override
    public Mono<Long> addMany(Chunks<T> children) {
        return given("addMany", children);
    }

    private Mono<Long> given(String operation, Chunks<T> children) {
        return links.rows(operation, OnExistingLink.STAYS, AbstractLinkManager.ends(children));
    }

    @Override
    public Mono<Long> remove(String operation, Chunks<T> children) {
        return links.rows(operation, OnExistingLink.GOES, AbstractLinkManager.ends(children));
    }

    @Override
    public Mono<Long> set(List<T> children) {
        return links.setRows(LinkWriter.ends(children)).thenReturn((long) children.size());
    }

    @Override
    public Mono<Long> clear() {
        return links.clear();
    }

    @Override
    public Mono<Long> moveAll(BoundRelationship<S, T> other) {
        bound().refuseLimited("moveAll");
        List<Path> columns =
                bound().junction().targetColumns().stream().map(Path::of).toList();
        Select mine = Select.of(related.label(), bound().linksToOthers(List.of()), columns);
        return related.sessions()
                .atomically(session -> session.select(mine)
                        .<List<Object>>map(row -> List.of(Objects.requireNonNull(row[0])))
                        .collectList()
                        .flatMap(ids -> moved(ids, other)));
    }

    private Mono<Long> moved(List<List<Object>> ids, BoundRelationship<S, T> other) {
        PairLinks<Void> others =
                PairLinks.ofOneToMany(new RelationshipGuard<>(related.sessions(), related.writes(), other));
        return ids.isEmpty()
                ? Mono.just(0L)
                : links.stored()
                        .delete(bound().linksTo(ids))
                        .then(others.add(LinkChange.adding("moveAll", ids, Ends.CERTAIN)))
                        .thenReturn((long) ids.size());
    }
}
