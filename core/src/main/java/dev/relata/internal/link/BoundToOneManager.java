package dev.relata.internal.link;

import dev.relata.internal.lookup.Loader;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.internal.write.Writes;
import dev.relata.manager.ToOneManager;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.ToOne;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

final class BoundToOneManager<S, T> implements ToOneManager<S, T> {

    private final ErrorTranslation translation;
    private final FilterResolver resolver;
    private final Loader loader;
    private final Writes writes;
    private final S owner;
    private final ToOne<S, T> relationship;

    BoundToOneManager(
            ErrorTranslation translation,
            FilterResolver resolver,
            Loader loader,
            Writes writes,
            S owner,
            ToOne<S, T> relationship) {
        this.translation = translation;
        this.resolver = resolver;
        this.loader = loader;
        this.writes = writes;
        this.owner = owner;
        this.relationship = relationship;
    }

    @Override
    public Mono<T> get() {
        return translation.of(loader.one(owner, relationship));
    }

    @Override
    public Mono<S> set(@Nullable T target) {
        return translation.of(Mono.defer(() -> {
            RelationshipType<S, T> resolved = resolver.relationship(relationship);
            Ids.require(resolved.owner(), owner, resolved.name() + ".set");
            S changed = relationship.assign(owner, target);
            return writes.updates(resolved.owner(), resolved.name()).only(owner, changed, resolved.ownerKey());
        }));
    }
}
