package dev.relata.internal.link;

import dev.relata.internal.engine.Engine;
import dev.relata.internal.resolve.Ids;
import dev.relata.manager.ToOneManager;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.ToOne;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class BoundToOneManager<S, T> implements ToOneManager<S, T> {

    private final Engine engine;
    private final S owner;
    private final ToOne<S, T> relationship;

    BoundToOneManager(Engine engine, S owner, ToOne<S, T> relationship) {
        this.engine = engine;
        this.owner = owner;
        this.relationship = relationship;
    }

    @Override
    public Mono<T> get() {
        return engine.loader().one(owner, relationship);
    }

    @Override
    public Mono<S> set(@Nullable T target) {
        return Mono.defer(() -> {
            RelationshipType<S, T> resolved = engine.resolve(relationship);
            Ids.require(resolved.owner(), owner, resolved.name() + ".set");
            S changed = relationship.assign(owner, target);
            return engine.writes().updates(resolved.owner(), resolved.name()).only(owner, changed, resolved.ownerKey());
        });
    }
}
