package dev.relata.internal.link;

import dev.relata.internal.engine.Engine;
import dev.relata.internal.link.JoinLinks.There;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.manager.ThroughManager;
import dev.relata.model.Assignment;
import dev.relata.model.ManyToManyThrough;
import dev.relata.query.Bulk;
import dev.relata.query.Link;
import dev.relata.query.LinkSelection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

final class EngineThroughManager<S, T, J> extends LinkedSelection<S, T> implements ThroughManager<S, T, J> {

    EngineThroughManager(Engine engine, S owner, ManyToManyThrough<S, T, J> relationship) {
        super(engine, owner, relationship);
    }

    @Override
    public Mono<Boolean> add(T target) {
        return insert(target, null);
    }

    @Override
    public Mono<Boolean> add(T target, Assignment<J> data) {
        return insert(target, data);
    }

    private Mono<Boolean> insert(T target, @Nullable Assignment<J> data) {
        return one(target, "add", links -> new JoinWriter<S, T, J>(links).add(target, data));
    }

    @Override
    public Mono<J> put(T target, Assignment<J> data) {
        return one(target, "put", links -> new JoinWriter<S, T, J>(links).put(target, data));
    }

    /** Writes one link, after the store has said what Java cannot: whether the row passes the relation's filter. */
    private <R> Mono<R> one(T target, String operation, Function<LinkWriter<S, T>, Mono<R>> write) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            boolean unverified = links.unverified(InputRows.one(target, operation));
            Mono<R> written = write.apply(links);
            return unverified
                    ? engine().sessions()
                            .atomically(session -> links.bound()
                                    .verifyFilter(operation, links.ids(List.of(target), operation))
                                    .then(written))
                    : written;
        });
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> targets) {
        return addMany(targets, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> targets, Bulk<? super T> bulk) {
        return add("addMany", bulk, links -> links.rows(targets));
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> targets) {
        return addMany(targets, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> targets, Bulk<? super T> bulk) {
        return add("addMany", bulk, links -> links.rows(Chunks.of(targets, bulk)));
    }

    @Override
    public Mono<Long> addMany(Map<? extends T, Assignment<J>> links) {
        return addMany(links, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Map<? extends T, Assignment<J>> links, Bulk<? super T> bulk) {
        return add("addMany", bulk, writer -> writer.rows(links));
    }

    @Override
    public Mono<Long> addIds(Object... ids) {
        Object[] given = InputRows.ids(ids, "addIds");
        return add("addIds", Bulk.defaults(), links -> links.ids(Arrays.asList(given)));
    }

    @Override
    public Mono<Long> addIds(Publisher<?> ids) {
        return addIds(ids, Bulk.defaults());
    }

    @Override
    public Mono<Long> addIds(Publisher<?> ids, Bulk<? super T> bulk) {
        return add("addIds", bulk, links -> links.ids(Chunks.of(ids, bulk)));
    }

    @Override
    public Mono<Long> addIds(Map<?, Assignment<J>> links) {
        return add("addIds", Bulk.defaults(), writer -> writer.ids(links));
    }

    @Override
    public Mono<Long> addLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links) {
        return addLinks(links, Bulk.defaults());
    }

    @Override
    public Mono<Long> addLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links, Bulk<? super T> bulk) {
        return add("addLinks", bulk, writer -> writer.linksOfRows(Chunks.of(links, bulk)));
    }

    @Override
    public Mono<Long> addLinksById(Publisher<? extends Link<?, Assignment<J>>> links) {
        return addLinksById(links, Bulk.defaults());
    }

    @Override
    public Mono<Long> addLinksById(Publisher<? extends Link<?, Assignment<J>>> links, Bulk<? super T> bulk) {
        return add("addLinksById", bulk, writer -> writer.linksOfIds(Chunks.of(links, bulk)));
    }

    private Mono<Long> add(String operation, Bulk<?> bulk, Function<BulkJoins<S, T, J>, Mono<Long>> write) {
        return Mono.defer(() -> write.apply(new BulkJoins<>(writer(), bulk, operation, There.STAYS)));
    }

    @Override
    public Mono<Long> putMany(Map<? extends T, Assignment<J>> links) {
        return putMany(links, Bulk.defaults());
    }

    @Override
    public Mono<Long> putMany(Map<? extends T, Assignment<J>> links, Bulk<? super T> bulk) {
        return put("putMany", bulk, writer -> writer.rows(links));
    }

    @Override
    public Mono<Long> putIds(Map<?, Assignment<J>> links) {
        return put("putIds", Bulk.defaults(), writer -> writer.ids(links));
    }

    @Override
    public Mono<Long> putLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links) {
        return putLinks(links, Bulk.defaults());
    }

    @Override
    public Mono<Long> putLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links, Bulk<? super T> bulk) {
        return put("putLinks", bulk, writer -> writer.linksOfRows(Chunks.of(links, bulk)));
    }

    @Override
    public Mono<Long> putLinksById(Publisher<? extends Link<?, Assignment<J>>> links) {
        return putLinksById(links, Bulk.defaults());
    }

    @Override
    public Mono<Long> putLinksById(Publisher<? extends Link<?, Assignment<J>>> links, Bulk<? super T> bulk) {
        return put("putLinksById", bulk, writer -> writer.linksOfIds(Chunks.of(links, bulk)));
    }

    private Mono<Long> put(String operation, Bulk<?> bulk, Function<BulkJoins<S, T, J>, Mono<Long>> write) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            new JoinWriter<S, T, J>(links).refuseUnlessUnique(operation);
            return write.apply(new BulkJoins<>(links, bulk, operation, There.CHANGES));
        });
    }

    @Override
    public Mono<Void> set(Iterable<? extends T> targets) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            List<WantedLink<J>> wanted = new ArrayList<>();
            List<T> rows = InputRows.rows(targets);
            rows.forEach(target -> wanted.add(wanted(links, target, null)));
            return replaceRows(links, rows, wanted);
        });
    }

    @Override
    public Mono<Void> set(Map<? extends T, Assignment<J>> links) {
        return Mono.defer(() -> {
            LinkWriter<S, T> writer = writer();
            List<WantedLink<J>> wanted = new ArrayList<>();
            List<T> rows = InputRows.rows(InputRows.map(links, "set").keySet());
            links.forEach((target, data) -> wanted.add(wanted(writer, target, data)));
            return replaceRows(writer, rows, wanted);
        });
    }

    private static <T, J> WantedLink<J> wanted(LinkWriter<?, T> links, T target, @Nullable Assignment<J> data) {
        return new WantedLink<>(links.ids(InputRows.one(target, "set"), "set").get(0), data);
    }

    private Mono<Void> replaceRows(LinkWriter<S, T> links, List<T> rows, List<WantedLink<J>> wanted) {
        Mono<Void> check = links.unverified(rows)
                ? links.bound()
                        .verifyFilter(
                                "set",
                                WantedLink.ids(wanted).stream().distinct().toList())
                : Mono.empty();
        return replace(links, "set", wanted, check);
    }

    @Override
    public Mono<Void> setIds(Object... ids) {
        Object[] given = InputRows.ids(ids, "setIds");
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            return replaceIds(
                    links,
                    links.parse(given).stream()
                            .map(id -> new WantedLink<J>(id, null))
                            .toList());
        });
    }

    @Override
    public Mono<Void> setIds(Map<?, Assignment<J>> ids) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            List<WantedLink<J>> wanted = new ArrayList<>();
            InputRows.map(ids, "setIds")
                    .forEach((id, data) -> wanted.add(
                            new WantedLink<>(links.parse(new Object[] {id}).get(0), data)));
            return replaceIds(links, wanted);
        });
    }

    private Mono<Void> replaceIds(LinkWriter<S, T> links, List<WantedLink<J>> wanted) {
        Mono<Void> check = wanted.isEmpty()
                ? Mono.empty()
                : links.exist(WantedLink.ids(wanted).stream().distinct().toList(), "setIds");
        return replace(links, "setIds", wanted, check);
    }

    private Mono<Void> replace(LinkWriter<S, T> links, String operation, List<WantedLink<J>> wanted, Mono<Void> check) {
        links.bound().refuseLimited(operation);
        new JoinWriter<S, T, J>(links).refuseUnlessUnique(operation);
        JoinLinks<J> joins = new JoinLinks<>(links, operation, There.IS_PLACED);
        Mono<Long> replacement = joins.replace(WantedLink.once(wanted, true));
        return engine().sessions()
                .atomically(session -> links.bound().lock(operation).then(check).then(replacement))
                .then();
    }

    @Override
    public LinkSelection<T, J> links() {
        return engine().links(this::bound);
    }
}
