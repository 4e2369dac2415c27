package dev.relata.manager;

import dev.relata.engine.Chunks;
import dev.relata.engine.Engine;
import dev.relata.engine.Given;
import dev.relata.engine.Owned;
import dev.relata.model.ManyToMany;
import dev.relata.query.Bulk;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

final class EngineManyToManyManager<S, T> extends LinkedSelection<S, T> implements ManyToManyManager<S, T> {

    EngineManyToManyManager(Engine engine, S owner, ManyToMany<S, T> relationship) {
        super(engine, owner, relationship);
    }

    @Override
    public Mono<Boolean> add(T target) {
        return addMany(List.of(target)).map(links -> links > 0);
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

    @Override
    public Mono<Long> addIds(Object... ids) {
        Object[] given = ids.clone();
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
            Owned<S, T> owned = links.owned();
            boolean unverified = links.unverified(List.of(draft));
            return engine().sessions()
                    .atomically(session -> engine().writer(owned.target(), owned.label())
                            .insert(draft)
                            .flatMap(stored -> {
                                List<List<Object>> ids = links.ids(List.of(stored), "create");
                                Mono<Void> check = unverified ? owned.verifyFilter("create", ids) : Mono.empty();
                                return check.then(links.link(ids)).thenReturn(stored);
                            }));
        });
    }

    @Override
    public Mono<Void> set(Iterable<? extends T> targets) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            links.owned().refuseLimited("set");
            List<T> rows = Given.rows(targets);
            List<List<Object>> ids = links.ids(rows, "set");
            Mono<Long> removal = links.unlink(links.linksToOthers(ids));
            return engine().sessions()
                    .atomically(session -> removal.then(addMany(rows)))
                    .then();
        });
    }
}
