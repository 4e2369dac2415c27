package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterCheck;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.LinkQuery;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.resolve.Verdict;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Filter;
import dev.relata.model.Relationship;
import dev.relata.model.Step;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A relationship of one owner, found when a manager's method is subscribed. Immutable.
 *
 * @param engine the engine
 * @param relationship the relationship
 * @param key the owner's key, complete
 * @param <S> the owner
 * @param <T> the target
 */
public record BoundRelationship<S, T>(Engine engine, RelationshipType<S, T> relationship, List<Object> key) {

    /**
     * Resolves a relationship of an owner.
     *
     * @param engine the engine
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the owner's relationship
     * @throws RefusedException where the owner has no key
     */
    public static <S, T> BoundRelationship<S, T> of(Engine engine, S owner, Relationship<S, T> relationship) {
        RelationshipType<S, T> resolved =
                engine.resolve(RefusedException.unlessNull(relationship, "on", "the relationship"));
        RefusedException.unlessNull(owner, resolved.name(), "the owner");
        List<Object> key = PredicateBuilder.complete(resolved.keyOf(owner));
        if (key == null) {
            throw new RefusedException(resolved.name() + ": this "
                    + resolved.owner().name() + " has no "
                    + Ids.describe(resolved.ownerKey(), resolved.keyOf(owner)).replace("=null", "")
                    + ", so nothing can be related to it: insert it first");
        }
        return new BoundRelationship<>(engine, resolved, key);
    }

    /**
     * Resolves a relationship of an owner given by its key.
     *
     * @param engine the engine
     * @param relationship the relationship
     * @param key the value of the key's one component, or a list of the values of several
     * @param <S> the owner
     * @param <T> the target
     * @return the owner's relationship
     */
    public static <S, T> BoundRelationship<S, T> ofKey(Engine engine, Relationship<S, T> relationship, Object key) {
        RelationshipType<S, T> resolved =
                engine.resolve(RefusedException.unlessNull(relationship, "onKey", "the relationship"));
        RefusedException.unlessNull(key, resolved.name(), "the owner's key");
        if (!resolved.ownerKey().equals(resolved.owner().id())) {
            throw new RefusedException(resolved.name() + " goes by "
                    + resolved.ownerKey().get(0).qualifiedName() + ", not by the id: use on(owner, …)");
        }
        return new BoundRelationship<>(
                engine,
                resolved,
                Ids.parse(resolved.owner(), resolved.name(), key, "load(owners, " + resolved.name() + ")"));
    }

    /**
     * Answers the words for messages and listeners.
     *
     * @return the relationship's name
     */
    public String label() {
        return relationship.name();
    }

    /**
     * Answers the target's type.
     *
     * @return the type
     */
    public EntityType<T> target() {
        return relationship.target();
    }

    /**
     * Answers the related rows as users see them: with the relation's filter, order and limit.
     *
     * @return the query
     */
    public CompiledSelection selection() {
        return new CompiledSelection(
                label(),
                engine.filters().relation(relationship, Predicate.TRUE),
                new CompiledSelection.Owner(relationship.association(), key));
    }

    /**
     * Answers all rows that hold the owner's key, whatever the relation's filter.
     *
     * @return the query
     */
    public Query rows() {
        return Query.of(target()).where(bound());
    }

    private Predicate bound() {
        return PredicateBuilder.ownedBy(relationship.association(), key);
    }

    /**
     * Answers the restriction that the relation's default filters make, on the target.
     *
     * @return true of every row where there are none
     */
    public Predicate filter() {
        Predicate filter = Predicate.TRUE;
        for (Step<T> step : relationship.steps()) {
            if (step instanceof Step.Where<T> where) {
                filter = filter.and(predicate(where.filter()));
            }
        }
        return filter;
    }

    private Predicate predicate(Filter<T> filter) {
        return engine.filters().predicate(target(), filter);
    }

    /**
     * The ids among a query's rows.
     *
     * @param query rows of the target
     * @param ids the ids
     * @return the narrower query
     */
    public Query withIds(Query query, List<List<Object>> ids) {
        return query.where(PredicateBuilder.idIn(target(), ids));
    }

    /**
     * The rows of a query that are none of the ids.
     *
     * @param query rows of the target
     * @param ids the ids
     * @return the narrower query
     */
    public Query withoutIds(Query query, List<List<Object>> ids) {
        return query.where(PredicateBuilder.not(PredicateBuilder.idIn(target(), ids)));
    }

    /**
     * Tells whether a row passes the relation's default filter, as far as Java can.
     *
     * @param entity a row of the target
     * @return the verdict
     */
    public Verdict check(T entity) {
        Predicate filter = filter();
        return filter.equals(Predicate.TRUE) ? Verdict.PASSES : filter.accept(new FilterCheck(target().values(entity)));
    }

    /**
     * Asks the store whether rows are in the relation, and fails where one is not.
     *
     * @param operation what wrote them, for the message
     * @param ids their ids
     * @return completes where all are
     */
    public Mono<Void> verify(String operation, List<List<Object>> ids) {
        return inside(operation, withIds(rows().where(filter()), ids), ids);
    }

    private Mono<Void> inside(String operation, Query inside, List<List<Object>> ids) {
        Select count = Select.of(label(), inside, List.of(Aggregate.countRows()));
        return engine.sessions()
                .many(session -> session.select(count))
                .singleOrEmpty()
                .filterWhen(row -> areFewer(row[0], ids))
                .flatMap(row -> Mono.error(outside(operation)));
    }

    private Mono<Boolean> areFewer(@Nullable Object rows, List<List<Object>> ids) {
        return Objects.equals(rows, (long) ids.size())
                ? Mono.just(false)
                : engine.writes()
                        .updates(target(), label())
                        .distinct(ids)
                        .map(distinct -> !Objects.equals(rows, (long) distinct.size()));
    }

    /**
     * The error for a row that would fall outside the relation's filter.
     *
     * @param operation what would write it
     * @return the error
     */
    public RefusedException outside(String operation) {
        return new RefusedException(label() + "." + operation + ": a row of " + target().name()
                + " would fall outside the relation's filter, where nobody who asks for it would find it; change its"
                + " values, or write through the relation without the filter");
    }

    /**
     * Refuses what is not seen as a whole.
     *
     * @param operation the operation, for the message
     * @throws RefusedException where the relation is limited
     */
    public void refuseLimited(String operation) {
        if (relationship.limited()) {
            throw new RefusedException(label() + " is limited: " + operation
                    + " would touch rows that are not seen; use the relation without its limit");
        }
    }

    /**
     * The owner's links as the relation shows them: filtered, in the order of their targets, limited.
     *
     * @return rows of the junction
     */
    public CompiledSelection linkSelection() {
        Query targets = engine.filters().relation(relationship, Predicate.TRUE);
        Query links = new LinkQuery(relationship).of(targets);
        return new CompiledSelection(label(), links, new CompiledSelection.Owner(LinkQuery.toLinks(relationship), key));
    }

    /**
     * Locks the owner's row until the transaction ends, so that writers of its relation wait for one another; a statement of
     * its own.
     *
     * @param operation what needs it, for the message
     * @return completes when it is locked; fails where the row is gone
     */
    public Mono<Void> lock(String operation) {
        EntityType<S> type = relationship.owner();
        Query row = Query.of(type).where(PredicateBuilder.keyEquals(relationship.ownerKey(), key));
        Select locked =
                Select.of(label(), row, List.of(Path.of(type.id().get(0)))).lock();
        return engine.sessions()
                .many(session -> session.select(locked))
                .count()
                .flatMap(rows -> rows > 0 ? Mono.empty() : Mono.error(ownerGone(operation)));
    }

    /**
     * Locks rows of the target until the transaction ends, in one order; those that are gone are left out.
     *
     * @param ids their ids
     * @return how many are there, when they are locked
     */
    public Mono<Long> lockTargets(List<List<Object>> ids) {
        Query rows = FilterResolver.byId(withIds(Query.of(target()), ids));
        Select locked =
                Select.of(label(), rows, List.of(Path.of(target().id().get(0)))).lock();
        return engine.sessions().many(session -> session.select(locked)).count();
    }

    /**
     * The error for an owner whose row is not there.
     *
     * @param operation what needs it, for the message
     * @return the error
     */
    public RowNotFoundException ownerGone(String operation) {
        return new RowNotFoundException(label() + "." + operation + ": "
                + relationship.owner().name() + " " + Ids.describe(relationship.ownerKey(), key)
                + " is gone, nothing was written; insert it first");
    }

    /**
     * Asks the store whether rows pass the relation's default filter, and fails where one does not.
     *
     * @param operation what links them, for the message
     * @param ids their ids
     * @return completes where all do
     */
    public Mono<Void> verifyFilter(String operation, List<List<Object>> ids) {
        return inside(operation, withIds(Query.of(target()).where(filter()), ids), ids);
    }

    /**
     * All of the owner's links.
     *
     * @return rows of the junction
     */
    public Query allLinks() {
        Junction junction = relationship.junctionOrThrow();
        return Query.of(junction.type()).where(PredicateBuilder.keyEquals(junction.ownerColumns(), key));
    }
}
