package dev.relata.internal.resolve;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.RelationshipType;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;

/** Turns a query of targets into the same query of the links that lead to them. */
public final class LinkQuery {

    private final RelationshipType<?, ?> relationship;
    private final EntityType<?> junction;
    private final Association step;

    public LinkQuery(RelationshipType<?, ?> relationship) {
        this.relationship = relationship;
        this.junction = relationship.junctionOrThrow().type();
        this.step = toTarget(relationship);
    }

    /** The way from an owner to the links themselves. */
    public static Association toLinks(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junctionOrThrow();
        return new Association(
                relationship.owner(), relationship.ownerKey(), null, junction.type(), junction.ownerColumns());
    }

    public static Association toTarget(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junctionOrThrow();
        return new Association(
                junction.type(), junction.targetColumns(), null, relationship.target(), relationship.targetKey());
    }

    public Query of(Query targets) {
        Query.Source source = targets.source() instanceof Query.Derived derived
                ? new Query.Derived(of(derived.query()))
                : new Query.AllRows(junction);
        Predicate filter = targets.filter().equals(Predicate.TRUE)
                ? Predicate.TRUE
                : FilterResolver.exists(step, Query.of(step.target()).where(targets.filter()));
        List<Ordering> order = targets.order().stream().map(this::through).toList();
        Query links = new Query(source, filter, order, targets.offset(), targets.limit());
        // The target's id does not tell two links to it apart.
        return order.isEmpty() ? links : FilterResolver.byId(links);
    }

    /** A term of the order of targets as one of the order of links. */
    public Ordering through(Ordering term) {
        if (!(term.by() instanceof Path)) {
            throw new RefusedException(relationship.name() + ": links are ordered by properties, and not by "
                    + term.value().describe() + "; order the rows themselves, fetch(" + relationship.name() + ", …)");
        }
        if (term.path().isPosition(relationship.association())) {
            return new Ordering(Path.of(term.path().attribute()), term.direction(), term.nulls());
        }
        List<Association> steps = new ArrayList<>();
        steps.add(step);
        steps.addAll(term.path().steps());
        return new Ordering(new Path(steps, term.path().attribute()), term.direction(), term.nulls());
    }
}
