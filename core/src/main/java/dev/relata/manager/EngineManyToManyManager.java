package dev.relata.manager;

import dev.relata.engine.Engine;
import dev.relata.engine.Given;
import dev.relata.engine.Owned;
import dev.relata.model.ManyToMany;
import java.util.List;
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
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            List<T> rows = Given.rows(targets);
            List<List<Object>> ids = links.ids(rows, "add");
            return links.unverified(rows)
                    ? engine().sessions()
                            .atomically(session ->
                                    links.owned().verifyFilter("add", ids).then(links.link(ids)))
                    : links.link(ids);
        });
    }

    @Override
    public Mono<Long> addIds(Object... ids) {
        Object[] given = ids.clone();
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            List<List<Object>> parsed = links.parse(given);
            return parsed.isEmpty()
                    ? Mono.just(0L)
                    : engine().sessions()
                            .atomically(session -> links.exist(parsed).then(links.link(parsed)));
        });
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
