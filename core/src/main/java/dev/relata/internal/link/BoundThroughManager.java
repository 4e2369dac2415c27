package dev.relata.internal.link;

import static dev.relata.internal.link.LinkChange.OnExistingLink.CHANGES;
import static dev.relata.internal.link.LinkChange.OnExistingLink.STAYS;

import dev.relata.internal.link.LinkChange.End;
import dev.relata.internal.link.LinkChange.OnExistingLink;
import dev.relata.internal.select.SelectionReaders;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.internal.write.Writes;
import dev.relata.manager.ThroughManager;
import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.Link;
import dev.relata.query.LinkSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

final class BoundThroughManager<S, T, J> extends AbstractLinkManager<S, T, J> implements ThroughManager<S, T, J> {

    BoundThroughManager(SelectionReaders readers, Writes writes, Supplier<RelationshipGuard<S, T>> source) {
        super(readers, writes, source, "addMany");
    }

    @Override
    RecordLinks<J> stored(RelationshipGuard<S, T> related) {
        return RecordLinks.of(related);
    }

    @Override
    public Mono<Boolean> add(T target) {
        return add(target, null);
    }

    @Override
    public Mono<Boolean> add(T target, @Nullable Assignment<J> data) {
        return one("add", STAYS, target, data, RecordLinks::addOne);
    }

    @Override
    public Mono<J> put(T target, Assignment<J> data) {
        return one("put", CHANGES, target, data, RecordLinks::putOne);
    }

    private <R> Mono<R> one(
            String operation,
            OnExistingLink existing,
            T target,
            @Nullable Assignment<J> data,
            BiFunction<RecordLinks<J>, LinkChange<J>, Mono<R>> write) {
        return translation().of(Mono.defer(() -> {
            LinkWriter<S, T, J> links = writer();
            List<End<T, J>> one =
                    List.of(new End<>(InputRows.one(target, operation).get(0), data));
            RecordLinks<J> stored = stored(links.related());
            stored.refuseUnlessPossible(existing, operation);
            LinkChange<J> change = links.ofRows(operation, existing, one);
            return links.one(change, write.apply(stored, change));
        }));
    }

    @Override
    public Mono<Long> addMany(Map<? extends T, Assignment<J>> links, Bulk<? super T> bulk) {
        return write("addMany", bulk, to -> to.rows("addMany", STAYS, Chunks.of(ends("addMany", links), bulk)));
    }

    @Override
    public Mono<Long> addIds(Map<?, Assignment<J>> links) {
        Bulk<Object> bulk = Bulk.defaults();
        return write("addIds", bulk, to -> to.ids("addIds", STAYS, Chunks.of(ends("addIds", links), bulk)));
    }

    @Override
    public Mono<Long> addLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links, Bulk<? super T> bulk) {
        return write("addLinks", bulk, to -> to.rows("addLinks", STAYS, to.ends("addLinks", Chunks.of(links, bulk))));
    }

    @Override
    public Mono<Long> addLinksById(Publisher<? extends Link<?, Assignment<J>>> links, Bulk<? super T> bulk) {
        return write(
                "addLinksById",
                bulk,
                to -> to.ids("addLinksById", STAYS, to.ends("addLinksById", Chunks.of(links, bulk))));
    }

    @Override
    public Mono<Long> putMany(Map<? extends T, Assignment<J>> links, Bulk<? super T> bulk) {
        return write("putMany", bulk, to -> to.rows("putMany", CHANGES, Chunks.of(ends("putMany", links), bulk)));
    }

    @Override
    public Mono<Long> putIds(Map<?, Assignment<J>> links) {
        Bulk<Object> bulk = Bulk.defaults();
        return write("putIds", bulk, to -> to.ids("putIds", CHANGES, Chunks.of(ends("putIds", links), bulk)));
    }

    @Override
    public Mono<Long> putLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links, Bulk<? super T> bulk) {
        return write("putLinks", bulk, to -> to.rows("putLinks", CHANGES, to.ends("putLinks", Chunks.of(links, bulk))));
    }

    @Override
    public Mono<Long> putLinksById(Publisher<? extends Link<?, Assignment<J>>> links, Bulk<? super T> bulk) {
        return write(
                "putLinksById",
                bulk,
                to -> to.ids("putLinksById", CHANGES, to.ends("putLinksById", Chunks.of(links, bulk))));
    }

    private static <E, J> List<End<E, J>> ends(String operation, Map<? extends E, Assignment<J>> links) {
        InputRows.<E>rows(InputRows.map(links, operation).keySet());
        List<End<E, J>> ends = new ArrayList<>();
        links.forEach((target, data) -> ends.add(new End<>(target, data)));
        return ends;
    }

    @Override
    public Mono<Void> set(Map<? extends T, Assignment<J>> links) {
        return translation().of(Mono.defer(() -> writer().setRows(ends("set", links))));
    }

    @Override
    public Mono<Void> setIds(Map<?, Assignment<J>> links) {
        return translation().of(Mono.defer(() -> writer().setIds(ends("setIds", links))));
    }

    @Override
    public LinkSelection<T, J> links() {
        return joinRecords();
    }
}
