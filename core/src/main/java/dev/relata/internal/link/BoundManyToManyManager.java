package dev.relata.internal.link;

import dev.relata.internal.link.LinkChange.Ends;
import dev.relata.internal.select.SelectionReaders;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Writes;
import dev.relata.manager.ManyToManyManager;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

final class BoundManyToManyManager<S, T> extends AbstractLinkManager<S, T, Void> implements ManyToManyManager<S, T> {

    BoundManyToManyManager(SelectionReaders readers, Writes writes, Supplier<RelationshipGuard<S, T>> source) {
        super(readers, writes, source, "add");
    }

    @Override
    PairLinks<Void> stored(RelationshipGuard<S, T> related) {
        return PairLinks.ofManyToMany(related);
    }

    @Override
    public Mono<Boolean> add(T target) {
        return translation()
                .of(Mono.defer(() -> addMany(InputRows.one(target, "add"))))
                .map(links -> links > 0);
    }

    @Override
    public Mono<T> create(T draft) {
        return translation().of(Mono.defer(() -> {
            LinkWriter<S, T, Void> links = writer();
            RelationshipGuard<S, T> related = links.related();
            PairLinks.refuseForeign(
                    related.bound(), "create", InputRows.one(draft, "create").get(0));
            boolean unverified = related.bound().areUnverified(InputRows.one(draft, "create"), "add");
            Ends ends = unverified ? Ends.UNVERIFIED : Ends.CERTAIN;
            return related.atomically(related.inserts()
                    .one(draft)
                    .delayUntil(stored -> links.write(
                            LinkChange.adding("create", related.bound().ids(List.of(stored), "create"), ends))));
        }));
    }

    @Override
    public Mono<Boolean> addAt(T target, int place) {
        return translation().of(Mono.defer(() -> {
            RelationshipGuard<S, T> related = writable();
            PairLinks<Void> links = stored(related);
            links.positions().refuseUnlessWhole("addAt", place);
            List<Object> id = related.bound().id(InputRows.one(target, "addAt").get(0), "addAt");
            return related.atomically(links.addAt(id, place));
        }));
    }
}
