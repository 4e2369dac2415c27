package dev.relata.internal.link;

import dev.relata.internal.engine.Engine;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.ToOne;

/** Makes the managers of relationships of an owner. Immutable, thread-safe. */
public final class Managers {

    private final Engine engine;

    public Managers(Engine engine) {
        this.engine = engine;
    }

    public <S, T> ToOneManager<S, T> toOne(S owner, ToOne<S, T> relationship) {
        return new BoundToOneManager<>(engine, owner, relationship);
    }

    public <S, T> HasOneManager<S, T> hasOne(S owner, HasOne<S, T> relationship) {
        return new BoundHasOneManager<>(engine, owner, relationship);
    }

    public <S, T> OneToManyManager<S, T> oneToMany(S owner, OneToMany<S, T> relationship) {
        return new BoundOneToManyManager<>(engine, owner, relationship);
    }

    public <S, T> ManyToManyManager<S, T> manyToMany(S owner, ManyToMany<S, T> relationship) {
        return new BoundManyToManyManager<>(engine, owner, relationship);
    }

    public <S, T, J> ThroughManager<S, T, J> through(S owner, ManyToManyThrough<S, T, J> relationship) {
        return new BoundThroughManager<>(engine, owner, relationship);
    }
}
