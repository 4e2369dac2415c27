package dev.relata.internal.link;

import dev.relata.internal.engine.BoundRelationship;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of a junction are an owner's: those that start at it, and for a symmetrical relation those that end there, too.
 *
 * @param owned the owner's relationship
 */
record OwnedLinks(BoundRelationship<?, ?> bound) {

    private Junction junction() {
        return bound.relationship().junctionOrThrow();
    }

    /** The links to some targets, whatever the relation's filter. */
    Query to(List<List<Object>> ids) {
        return links(end -> new Predicate.KeyIn(end, ids));
    }

    /** The links that the relation shows, except those to some targets; none of them: all. */
    Query toOthers(List<List<Object>> ids) {
        return links(end -> {
            List<Predicate> parts = new ArrayList<>();
            if (!ids.isEmpty()) {
                parts.add(new Predicate.Not(new Predicate.KeyIn(end, ids)));
            }
            if (!bound.filter().equals(Predicate.TRUE)) {
                parts.add(shown(end));
            }
            return new Predicate.All(parts);
        });
    }

    /** Whether what is at that end of a link passes the relation's filter. */
    private Predicate shown(List<Attribute> end) {
        EntityType<?> target = bound.target();
        Association step = new Association(
                junction().type(), end, null, target, bound.relationship().targetKey());
        return new Predicate.Exists(step, Query.of(target).where(bound.filter()));
    }

    private interface AtEnd {
        Predicate condition(List<Attribute> end);
    }

    private Query links(AtEnd other) {
        Predicate forth = between(junction().ownerColumns(), junction().targetColumns(), other);
        if (!bound.relationship().symmetrical()) {
            return Query.of(junction().type()).where(forth);
        }
        Predicate back = between(junction().targetColumns(), junction().ownerColumns(), other);
        return Query.of(junction().type()).where(new Predicate.Any(List.of(forth, back)));
    }

    private Predicate between(List<Attribute> own, List<Attribute> end, AtEnd other) {
        Predicate mine = new Predicate.KeyIn(own, List.of(bound.key()));
        Predicate condition = other.condition(end);
        return condition.equals(Predicate.TRUE) ? mine : new Predicate.All(List.of(mine, condition));
    }
}
