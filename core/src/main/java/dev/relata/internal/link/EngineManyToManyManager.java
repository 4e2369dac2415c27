package dev.relata.internal.link;

import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.write.Chunks;
import dev.relata.internal.write.InputRows;
import dev.relata.manager.ManyToManyManager;
import dev.relata.model.ManyToMany;
import dev.relata.query.Bulk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

final class EngineManyToManyManager<S, T> extends LinkedSelection<S, T> implements ManyToManyManager<S, T> {

    EngineManyToManyManager(Engine engine, S owner, ManyToMany<S, T> relationship) {
        super(engine, owner, relationship);
    }

    @Override
    public Mono<Boolean> add(T target) {
        return Mono.defer(() -> addMany(InputRows.one(target, "add"))).map(links -> links > 0);
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> targets) {
        return addMany(targets, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Iterable<? extends T> targets, Bulk<? super T> bulk) {
        return Mono.defer(() -> bulk(bulk).add(targets));
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> targets) {
        return addMany(targets, Bulk.defaults());
    }

    @Override
    public Mono<Long> addMany(Publisher<? extends T> targets, Bulk<? super T> bulk) {
        return Mono.defer(() -> bulk(bulk).add(Chunks.of(targets, bulk)));
    }

    /** Asks the store whether rows pass the relation's filter; null where there is nothing to ask. */
    private static <S, T> @Nullable Mono<Void> checked(
            LinkWriter<S, T> links, List<T> rows, List<List<Object>> ids, String operation) {
        return links.unverified(rows) ? links.bound().verifyFilter(operation, ids) : null;
    }

    @Override
    public Mono<Long> addIds(Object... ids) {
        Object[] given = InputRows.ids(ids, "addIds");
        return Mono.defer(() -> bulk(Bulk.defaults()).addIds(given));
    }

    @Override
    public Mono<Long> addIds(Publisher<?> ids) {
        return addIds(ids, Bulk.defaults());
    }

    @Override
    public Mono<Long> addIds(Publisher<?> ids, Bulk<? super T> bulk) {
        return Mono.defer(() -> bulk(bulk).addIds(Chunks.of(ids, bulk)));
    }

    @Override
    public Mono<T> create(T draft) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            BoundRelationship<S, T> bound = links.bound();
            boolean unverified = links.unverified(InputRows.one(draft, "create"));
            return engine().sessions()
                    .atomically(session -> engine().writes()
                            .inserts(bound.target(), bound.label())
                            .one(draft)
                            .flatMap(stored -> {
                                List<List<Object>> ids = links.ids(List.of(stored), "create");
                                Mono<Void> check = unverified ? bound.verifyFilter("create", ids) : Mono.empty();
                                return check.then(links.link(ids)).thenReturn(stored);
                            }));
        });
    }

    @Override
    public Mono<Boolean> addAt(T target, int place) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            ListPositions places = places(links.bound(), "addAt", place);
            List<Object> id = links.ids(InputRows.one(target, "addAt"), "addAt").get(0);
            return engine().sessions().atomically(session -> links.linkAt(id, place, places));
        });
    }

    @Override
    public Mono<Void> set(Iterable<? extends T> targets) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            List<T> rows = InputRows.rows(targets);
            List<List<Object>> ids = links.ids(rows, "set");
            Mono<Void> check = checked(links, rows, ids, "set");
            return replace(links, "set", ids, check == null ? Mono.empty() : check);
        });
    }

    @Override
    public Mono<Void> setIds(Object... ids) {
        Object[] given = InputRows.ids(ids, "setIds");
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            List<List<Object>> parsed = links.parse(given);
            return replace(links, "setIds", parsed, parsed.isEmpty() ? Mono.empty() : links.exist(parsed, "setIds"));
        });
    }

    private Mono<Void> replace(LinkWriter<S, T> links, String operation, List<List<Object>> ids, Mono<Void> check) {
        links.bound().refuseLimited(operation);
        LinksInOneRow<S, T> row = new LinksInOneRow<>(links);
        if (row.settable()) {
            return check.then(row.set(ids)).then();
        }
        return engine().sessions()
                .atomically(session -> links.lock(ids, operation).then(check).then(links.replace(ids)))
                .then();
    }
}
