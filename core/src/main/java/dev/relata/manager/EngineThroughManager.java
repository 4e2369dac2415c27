package dev.relata.manager;

import dev.relata.engine.Engine;
import dev.relata.model.Assignment;
import dev.relata.model.ManyToManyThrough;
import dev.relata.query.LinkSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    public LinkSelection<T, J> links() {
        return engine().links(this::owned);
    }
}
