package dev.relata.engine;

import dev.relata.mapping.CursorCodec;
import dev.relata.model.EntityType;
import dev.relata.model.Model;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipType;
import dev.relata.query.LinkSelection;
import java.time.Clock;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** What every selection and manager shares: the model, the way to the store, and the clock. Immutable, thread-safe. */
public final class Engine {

    private final Model model;
    private final Sessions sessions;
    private final Clock clock;
    private final FilterResolver filters;
    private final CursorCodec cursors;

    /**
     * Makes an engine.
     *
     * @param model the model
     * @param sessions chooses where requests go
     * @param clock gives the times of {@code @CreatedAt} and {@code @UpdatedAt}
     */
    public Engine(Model model, Sessions sessions, Clock clock) {
        this.model = model;
        this.sessions = sessions;
        this.clock = clock;
        this.filters = new FilterResolver(model);
        this.cursors = new CursorCodec(JsonMapper.builder().build());
    }

    /**
     * Answers the model.
     *
     * @return the model
     */
    public Model model() {
        return model;
    }

    /**
     * Answers what chooses the session.
     *
     * @return the sessions
     */
    public Sessions sessions() {
        return sessions;
    }

    /**
     * All rows of a type, in its default order.
     *
     * @param type the record
     * @param <T> the record
     * @return the selection
     */
    public <T> EngineSelection<T> from(Class<T> type) {
        return new EngineSelection<>(this, () -> {
            EntityType<T> entity = model.entity(type);
            return new Compiled(entity.name(), FilterResolver.all(entity));
        });
    }

    /**
     * The related rows of an owner.
     *
     * @param owned resolves the owner's relationship, on subscribe
     * @param <T> the target
     * @return the selection
     */
    public <T> EngineSelection<T> related(Supplier<? extends Owned<?, T>> owned) {
        return new EngineSelection<>(this, () -> owned.get().selection());
    }

    /**
     * The links of an owner.
     *
     * @param owned resolves the owner's relationship, on subscribe
     * @param <S> the owner
     * @param <T> the target
     * @param <J> the join record
     * @return the selection of links
     */
    public <S, T, J> LinkSelection<T, J> links(Supplier<Owned<S, T>> owned) {
        return new EngineLinkSelection<>(this, owned);
    }

    /**
     * The writes of one type.
     *
     * @param type the type
     * @param label what they are for
     * @param <T> the record
     * @return the writer
     */
    public <T> EntityWriter<T> writer(EntityType<T> type, String label) {
        return new EntityWriter<>(this, type, label);
    }

    /**
     * Resolves a relationship.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return what the model knows of it
     */
    public <S, T> RelationshipType<S, T> resolve(Relationship<S, T> relationship) {
        return model.relationship(relationship);
    }

    Clock clock() {
        return clock;
    }

    FilterResolver filters() {
        return filters;
    }

    CursorCodec cursors() {
        return cursors;
    }
}
