package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.LookupShape.Kind;
import dev.relata.internal.mapping.CursorCodec;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.CompiledSelection.Owner;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.QueryText;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Relationship;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.query.LinkSelection;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What every selection and manager shares: the model, the way to the store, and the clock. Immutable, thread-safe. */
public final class Engine {

    private final Model model;
    private final Sessions sessions;
    private final Lookups lookups;
    private final FilterResolver filters;
    private final CursorCodec cursors;
    private final GraphReads graphs;
    private final Writes writes;
    private final TargetShapes targets = new TargetShapes();

    /**
     * Makes an engine.
     *
     * @param model the model
     * @param sessions chooses where requests go
     * @param lookups answers what can be asked of many owners at once
     * @param graphs carries out fetch plans
     * @param writes writes rows
     */
    public Engine(Model model, Sessions sessions, Lookups lookups, GraphReads graphs, Writes writes) {
        this.model = model;
        this.sessions = sessions;
        this.lookups = lookups;
        this.graphs = graphs;
        this.writes = writes;
        this.filters = new FilterResolver(model);
        this.cursors = new CursorCodec();
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
     * Reads in the transaction of the context, else outside any.
     *
     * @param select the request
     * @return the rows
     */
    public Flux<@Nullable Object[]> read(Select select) {
        return sessions.many(session -> session.select(select));
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
            EntityType<T> entity = model.entity(RefusedException.unlessNull(type, "from", "the class of the rows"));
            return new CompiledSelection(entity.name(), FilterResolver.all(entity));
        });
    }

    /**
     * The related rows of an owner.
     *
     * @param owned resolves the owner's relationship, on subscribe
     * @param <T> the target
     * @return the selection
     */
    public <T> EngineSelection<T> related(Supplier<? extends BoundRelationship<?, T>> bound) {
        return new EngineSelection<>(this, () -> bound.get().selection());
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
    public <S, T, J> LinkSelection<T, J> links(Supplier<BoundRelationship<S, T>> bound) {
        return new EngineLinkSelection<>(this, bound);
    }

    /**
     * Returns the writes of the model's rows.
     *
     * @return the writes
     */
    public Writes writes() {
        return writes;
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

    /** What a lookup of the row that a relationship leads to asks. */
    LookupShape target(RelationshipType<?, ?> relationship) {
        return targets.of(relationship);
    }

    /**
     * Answers what answers lookups.
     *
     * @return the lookups
     */
    public Lookups lookups() {
        return lookups;
    }

    /**
     * The branches that every fetch plan of a type holds.
     *
     * @param type the type
     * @return one for each relationship that is declared eager
     */
    public List<FetchBranch<?, ?>> eager(EntityType<?> type) {
        List<FetchBranch<?, ?>> branches = new ArrayList<>();
        for (RelationshipType<?, ?> relationship : model.eager(type)) {
            branches.add(branch(relationship));
        }
        return branches;
    }

    /**
     * A branch of a fetch plan that reads a relationship as it is.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the branch
     */
    public <S, T> FetchBranch<S, T> branch(RelationshipType<S, T> relationship) {
        return new FetchBranch<>(relationship, What.ROWS, null, related(relationship), FetchStrategy.AUTO, null);
    }

    <S, T> CompiledSelection related(RelationshipType<S, T> relationship) {
        return new CompiledSelection(relationship.name(), filters.relation(relationship, Predicate.TRUE));
    }

    /**
     * Writes what tells one relationship, or one view of it, from another, however it was made.
     *
     * @param relationship the relationship
     * @return the same text for those that read the same
     */
    public String identity(RelationshipType<?, ?> relationship) {
        return relationship.kind()
                + QueryText.association(relationship.association())
                + QueryText.of(filters.relation(relationship, Predicate.TRUE));
    }

    /**
     * Finds a row by its id.
     *
     * @param type the type
     * @param id the value of the id's one component, or a list of the values of several
     * @param place where this was assembled, or null
     * @param <E> the record
     * @return the row, empty where there is none
     */
    public <E> Mono<E> find(EntityType<E> type, Object id, @Nullable StackTraceElement place) {
        OwnerReads reads = new OwnerReads(this, place, false);
        Owner self = new Owner(Association.byKey(type, type.id()), Ids.parse(type, type.name(), id));
        CompiledSelection row = new CompiledSelection(type.name(), Query.of(type), self);
        return reads.list(row, Kind.ROWS, type::instantiate)
                .flatMap(rows -> Mono.justOrEmpty(rows.stream().findFirst()));
    }

    GraphReads graphs() {
        return graphs;
    }

    /** Returns what resolves conditions, orders and relationships. */
    public FilterResolver filters() {
        return filters;
    }

    CursorCodec cursors() {
        return cursors;
    }
}
