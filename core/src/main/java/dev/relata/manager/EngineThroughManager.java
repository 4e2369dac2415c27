package dev.relata.manager;

import dev.relata.engine.Engine;
import dev.relata.engine.EngineSelection;
import dev.relata.engine.Owned;
import dev.relata.model.Assignment;
import dev.relata.model.ManyToManyThrough;
import dev.relata.query.LinkSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class EngineThroughManager<S, T, J> extends EngineSelection<T> implements ThroughManager<S, T, J> {

    private final S owner;
    private final ManyToManyThrough<S, T, J> relationship;

    EngineThroughManager(Engine engine, S owner, ManyToManyThrough<S, T, J> relationship) {
        super(engine, () -> Owned.of(engine, owner, relationship).selection());
        this.owner = owner;
        this.relationship = relationship;
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
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            boolean unverified = links.unverified(List.of(target));
            Mono<Boolean> added = new JoinWriter<S, T, J>(links).add(target, data);
            return unverified
                    ? engine().sessions()
                            .atomically(session -> links.owned()
                                    .verifyFilter("add", links.ids(List.of(target), "add"))
                                    .then(added))
                    : added;
        });
    }

    @Override
    public Mono<J> put(T target, Assignment<J> data) {
        return Mono.defer(() -> new JoinWriter<S, T, J>(writer()).put(target, data));
    }

    @Override
    public Mono<Boolean> remove(T target) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            return links.unlink(links.linksTo(links.ids(List.of(target), "remove")))
                    .map(gone -> gone > 0);
        });
    }

    @Override
    public Mono<Long> removeMany(Iterable<? extends T> targets) {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            return unlink(links, links.ids(targets, "removeMany"));
        });
    }

    @Override
    public Mono<Long> removeIds(Object... ids) {
        Object[] given = ids.clone();
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            return unlink(links, links.parse(given));
        });
    }

    private Mono<Long> unlink(LinkWriter<S, T> links, List<List<Object>> ids) {
        links.owned().refuseLimited("removeMany");
        return ids.isEmpty() ? Mono.just(0L) : links.unlink(links.linksTo(ids));
    }

    @Override
    public Mono<Void> clear() {
        return Mono.defer(() -> {
            LinkWriter<S, T> links = writer();
            links.owned().refuseLimited("clear");
            return links.unlink(links.owned().links()).then();
        });
    }

    @Override
    public LinkSelection<T, J> links() {
        return engine().links(() -> Owned.of(engine(), owner, relationship));
    }

    private LinkWriter<S, T> writer() {
        return new LinkWriter<>(Owned.of(engine(), owner, relationship));
    }
}
