package dev.relata.internal.resolve;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Filter;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.List;

/** The condition that a row lies below another one of its type. */
final class TreeCondition {

    private final FilterResolver resolver;
    private final Filter.Under<?> filter;
    private final RelationshipType<?, ?> relationship;

    TreeCondition(FilterResolver resolver, Filter.Under<?> filter) {
        this.resolver = resolver;
        this.filter = filter;
        this.relationship = resolver.relationship(filter.relationship().get());
    }

    Predicate predicate(int depth) {
        refuseIf(
                relationship.owner() != relationship.target(),
                "leads to another type: give a relation of "
                        + relationship.owner().name() + " to itself");
        refuseIf(
                relationship.junction() != null,
                "goes by links or through others: only a key of the row leads up, so give the to-one, or its other side");
        refuseIf(relationship.limited(), "is limited: give it without its limit");
        boolean up = relationship.kind().keyOnOwner();
        Association down = up ? relationship.association().flip() : relationship.association();
        Query below = resolver.relation(relationship, Predicate.TRUE, depth + 1);
        List<Object> root = root(relationship.owner());
        return below.filter().equals(Predicate.FALSE)
                ? Predicate.FALSE
                : new Predicate.Below(down, below.filter(), root, filter.depth());
    }

    private <E> List<Object> root(EntityType<E> type) {
        return filter.byId()
                ? Ids.parse(type, relationship.name(), filter.root())
                : Ids.require(type, type.javaType().cast(filter.root()), relationship.name() + ".whereUnder");
    }

    private void refuseIf(boolean wrong, String problem) {
        if (wrong) {
            throw new RefusedException("whereUnder: " + relationship.name() + " " + problem);
        }
    }
}
