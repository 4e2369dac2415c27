package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.Engine;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.model.HasOne;
import dev.relata.model.LinkStorage;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.ToOne;

/** Makes managers. Immutable, thread-safe. */
public final class Managers {

    private final Engine engine;

    /**
     * Makes the factory.
     *
     * @param engine the engine
     */
    public Managers(Engine engine) {
        this.engine = engine;
    }

    /**
     * A to-one of an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the manager
     */
    public <S, T> ToOneManager<S, T> toOne(S owner, ToOne<S, T> relationship) {
        return new EngineToOneManager<>(engine, owner, relationship);
    }

    /**
     * A has-one of an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the manager
     */
    public <S, T> HasOneManager<S, T> hasOne(S owner, HasOne<S, T> relationship) {
        return new EngineHasOneManager<>(engine, owner, relationship);
    }

    /**
     * A one-to-many of an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the manager
     */
    public <S, T> OneToManyManager<S, T> oneToMany(S owner, OneToMany<S, T> relationship) {
        return RefusedException.unlessNull(relationship, "on", "the relationship")
                                .storage()
                        == LinkStorage.ID_ARRAY
                ? new ArrayOneToManyManager<>(engine, owner, relationship)
                : new EngineOneToManyManager<>(engine, owner, relationship);
    }

    /**
     * A many-to-many of an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the manager
     */
    public <S, T> ManyToManyManager<S, T> manyToMany(S owner, ManyToMany<S, T> relationship) {
        return new EngineManyToManyManager<>(engine, owner, relationship);
    }

    /**
     * A many-to-many through a join record of an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @param <J> the join record
     * @return the manager
     */
    public <S, T, J> ThroughManager<S, T, J> through(S owner, ManyToManyThrough<S, T, J> relationship) {
        return new EngineThroughManager<>(engine, owner, relationship);
    }
}
