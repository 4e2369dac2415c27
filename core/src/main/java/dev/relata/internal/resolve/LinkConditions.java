package dev.relata.internal.resolve;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.RelationshipType;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.List;

/** Conditions on links as a whole: what the target must pass and what the join record must pass, of one and the same link. */
public final class LinkConditions {

    private final RelationshipType<?, ?> relationship;
    private final Predicate target;
    private final Predicate link;

    /**
     * Begins conditions.
     *
     * @param targets rows of the target, restricted by conditions only
     * @param links join records, restricted by conditions only
     */
    public LinkConditions(RelationshipType<?, ?> relationship, Query targets, Query links) {
        this.relationship = relationship;
        this.target = condition(targets);
        this.link = condition(links);
    }

    private Predicate condition(Query query) {
        if (query.bounded() || query.source() instanceof Query.Derived) {
            throw new RefusedException(relationship.name()
                    + ": conditions on links take no limit and no offset; limit the relation itself");
        }
        return query.filter();
    }

    /** A link of those that the relation shows passes both. */
    public Predicate any(Query shown) {
        return exists(shown, Predicate.all(List.of(link, onTarget(target))));
    }

    /** Every link of those that the relation shows passes both. */
    public Predicate every(Query shown) {
        Predicate fails = PredicateBuilder.not(Predicate.all(List.of(link, onTarget(target))));
        return PredicateBuilder.not(exists(shown, fails));
    }

    private Predicate exists(Query shown, Predicate wanted) {
        Query links = new LinkQuery(relationship).of(shown);
        return FilterResolver.exists(LinkQuery.toLinks(relationship), links.where(wanted));
    }

    private Predicate onTarget(Predicate predicate) {
        return predicate.equals(Predicate.TRUE)
                ? Predicate.TRUE
                : FilterResolver.exists(
                        LinkQuery.toTarget(relationship),
                        Query.of(relationship.target()).where(predicate));
    }
}
