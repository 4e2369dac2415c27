package dev.relata.internal.resolve;

import dev.relata.error.RefusedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Relationship;
import dev.relata.model.Step;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A relationship of one owner: its queries, and the errors that name it. A pure value.
 *
 * @param filters resolves the conditions of the relationship
 * @param relationship the relationship
 * @param key the owner's key, complete
 * @param owner the owner, or null where only its key is known
 * @param <S> the owner
 * @param <T> the target
 */
public record BoundRelationship<S, T>(
        FilterResolver filters,
        RelationshipType<S, T> relationship,
        List<Object> key,
        @Nullable OwnerRow<S> owner) {

    /** Binds a relationship to an owner; refused where the owner has no key. */
    public static <S, T> BoundRelationship<S, T> of(FilterResolver filters, S owner, Relationship<S, T> relationship) {
        RelationshipType<S, T> resolved =
                filters.relationship(RefusedException.unlessNull(relationship, "on", "the relationship"));
        RefusedException.unlessNull(owner, resolved.name(), "the owner");
        List<Object> key = PredicateBuilder.complete(resolved.keyOf(owner));
        if (key == null) {
            throw new RefusedException(resolved.name() + ": this "
                    + resolved.owner().name() + " has no "
                    + Ids.describe(resolved.ownerKey(), resolved.keyOf(owner)).replace("=null", "")
                    + ", so nothing can be related to it: insert it first");
        }
        return new BoundRelationship<>(filters, resolved, key, new OwnerRow<>(owner, resolved));
    }

    /**
     * Binds a relationship to an owner given by its key.
     *
     * @param key the value of the key's one component, or a list of the values of several
     */
    public static <S, T> BoundRelationship<S, T> ofKey(
            FilterResolver filters, Relationship<S, T> relationship, Object key) {
        RelationshipType<S, T> resolved =
                filters.relationship(RefusedException.unlessNull(relationship, "onKey", "the relationship"));
        RefusedException.unlessNull(key, resolved.name(), "the owner's key");
        if (!resolved.ownerKey().equals(resolved.owner().id())) {
            throw new RefusedException(resolved.name() + " goes by "
                    + resolved.ownerKey().get(0).qualifiedName() + ", not by the id: use on(owner, …)");
        }
        String remedy = "load(owners, " + resolved.name() + ")";
        return new BoundRelationship<>(
                filters, resolved, Ids.parse(resolved.owner(), resolved.name(), key, remedy), null);
    }

    /** Returns the relationship's name, for messages and listeners. */
    public String label() {
        return relationship.name();
    }

    public EntityType<T> target() {
        return relationship.target();
    }

    /** Selects the related rows as users see them: with the relationship's filter, order and limit. */
    public CompiledSelection selection() {
        return new CompiledSelection(
                label(), related(), new CompiledSelection.Owner(relationship.association(), key, owner));
    }

    /** Selects the owner's links as the relationship shows them: filtered, in the order of their targets, limited. */
    public CompiledSelection linkSelection() {
        Query links = new LinkQuery(relationship).of(related());
        return new CompiledSelection(
                label(), links, new CompiledSelection.Owner(LinkQuery.toLinks(relationship), key, owner));
    }

    private Query related() {
        return filters.relation(relationship, Predicate.TRUE);
    }

    /** Selects all rows that hold the owner's key, whatever the relationship's filter. */
    public Query rows() {
        return Query.of(target()).where(PredicateBuilder.ownedBy(relationship.association(), key));
    }

    /** Returns the restriction that the relationship's own filters make on the target; TRUE where there are none. */
    public Predicate filter() {
        Predicate filter = Predicate.TRUE;
        for (Step<T> step : relationship.steps()) {
            if (step instanceof Step.Where<T> where) {
                filter = filter.and(filters.predicate(target(), where.filter()));
            }
        }
        return filter;
    }

    /** Refuses a row outside the relationship's filter; returns whether only the store can judge it. */
    public boolean isUnverified(T row, String operation) {
        Predicate filter = filter();
        if (filter.equals(Predicate.TRUE)) {
            return false;
        }
        TruthValue passes = filter.accept(new PredicateEvaluator(target().values(row)));
        if (passes == TruthValue.FALSE) {
            throw outside(operation);
        }
        return passes == TruthValue.UNKNOWN;
    }

    /** Refuses rows outside the relationship's filter; returns whether only the store can judge some of them. */
    public boolean areUnverified(Iterable<? extends T> rows, String operation) {
        boolean unverified = false;
        for (T row : rows) {
            unverified |= isUnverified(row, operation);
        }
        return unverified;
    }

    /** Returns the ids of stored rows, each once. */
    public List<List<Object>> ids(Iterable<? extends T> rows, String operation) {
        Set<List<Object>> ids = new LinkedHashSet<>();
        for (T row : rows) {
            ids.add(id(row, operation));
        }
        return List.copyOf(ids);
    }

    /** Returns the id of a stored row. */
    public List<Object> id(T row, String operation) {
        return Ids.require(target(), row, label() + "." + operation);
    }

    /** Restricts a query of the target to some ids. */
    public Query withIds(Query query, List<List<Object>> ids) {
        return query.where(PredicateBuilder.idIn(target(), ids));
    }

    /** Leaves some ids out of a query of the target. */
    public Query withoutIds(Query query, List<List<Object>> ids) {
        return query.where(PredicateBuilder.not(PredicateBuilder.idIn(target(), ids)));
    }

    /** Returns the way from a target to all links that lead to it. */
    public Association targetToLinks() {
        return new Association(
                target(),
                relationship.targetKey(),
                null,
                junction().type(),
                junction().targetColumns());
    }

    /** Selects the rows of the junction that start at the owner. */
    public Query allLinks() {
        Junction junction = junction();
        return Query.of(junction.type()).where(PredicateBuilder.keyEquals(junction.ownerColumns(), key));
    }

    /** Selects the owner's links to some targets, in both directions where the relationship is symmetrical. */
    public Query linksTo(List<List<Object>> ids) {
        return links(end -> new Predicate.KeyIn(end, ids));
    }

    /** Selects the links that the relationship shows, except those to some targets; with no targets, all of them. */
    public Query linksToOthers(List<List<Object>> ids) {
        return links(end -> {
            List<Predicate> parts = new ArrayList<>();
            if (!ids.isEmpty()) {
                parts.add(new Predicate.Not(new Predicate.KeyIn(end, ids)));
            }
            if (!filter().equals(Predicate.TRUE)) {
                parts.add(passingFilter(end));
            }
            return new Predicate.All(parts);
        });
    }

    private Predicate passingFilter(List<Attribute> end) {
        Association step = new Association(junction().type(), end, null, target(), relationship.targetKey());
        return new Predicate.Exists(step, Query.of(target()).where(filter()));
    }

    private Query links(Function<List<Attribute>, Predicate> otherEnd) {
        Predicate forth = links(junction().ownerColumns(), junction().targetColumns(), otherEnd);
        if (!relationship.symmetrical()) {
            return Query.of(junction().type()).where(forth);
        }
        Predicate back = links(junction().targetColumns(), junction().ownerColumns(), otherEnd);
        return Query.of(junction().type()).where(new Predicate.Any(List.of(forth, back)));
    }

    private Predicate links(List<Attribute> own, List<Attribute> other, Function<List<Attribute>, Predicate> otherEnd) {
        Predicate mine = new Predicate.KeyIn(own, List.of(key));
        Predicate condition = otherEnd.apply(other);
        return condition.equals(Predicate.TRUE) ? mine : new Predicate.All(List.of(mine, condition));
    }

    public Junction junction() {
        return relationship.junctionOrThrow();
    }

    /** Refuses an operation that needs all rows of a relationship, where a limit hides some. */
    public void refuseLimited(String operation) {
        if (relationship.limited()) {
            throw new RefusedException(label() + " is limited: " + operation
                    + " would touch rows that are not seen; use the relation without its limit");
        }
    }

    /** The error for a row that would fall outside the relationship's filter. */
    public RefusedException outside(String operation) {
        return new RefusedException(label() + "." + operation + ": a row of " + target().name()
                + " would fall outside the relation's filter, where nobody who asks for it would find it; change its"
                + " values, or write through the relation without the filter");
    }

    /** The error for an owner without a stored row. */
    public RowNotFoundException ownerGone(String operation) {
        return new RowNotFoundException(label() + "." + operation + ": "
                + relationship.owner().name() + " " + Ids.describe(relationship.ownerKey(), key)
                + " is gone, nothing was written; insert it first");
    }
}
