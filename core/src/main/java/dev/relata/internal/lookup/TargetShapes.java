package dev.relata.internal.lookup;

import dev.relata.internal.lookup.LookupShape.LookupKind;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.metamodel.RelationshipType;
import dev.relata.spi.Query;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shapes of lookups of a related row, made once for each relationship: lookups come by the thousand, and shapes that
 * are the same object are compared fastest. Thread-safe.
 */
final class TargetShapes {

    /** Relationships that are derived on the spot are new ones each time; they must not pile up. */
    private static final int MOST = 1_000;

    private final Map<RelationshipType<?, ?>, LookupShape> shapes = new ConcurrentHashMap<>();

    LookupShape of(RelationshipType<?, ?> relationship) {
        LookupShape known = shapes.get(relationship);
        if (known != null) {
            return known;
        }
        if (shapes.size() >= MOST) {
            shapes.clear();
        }
        return shapes.computeIfAbsent(relationship, TargetShapes::made);
    }

    private static LookupShape made(RelationshipType<?, ?> relationship) {
        Query query = bounded(relationship, Query.of(relationship.target()));
        return new LookupShape(relationship.name(), LookupKind.ROWS, relationship.association(), query);
    }

    /** A key that the model knows to be unique needs no limit; two rows are enough to tell of another. */
    private static Query bounded(RelationshipType<?, ?> relationship, Query query) {
        boolean unique = relationship.targetKey().equals(relationship.target().id());
        return unique ? query : FilterResolver.limit(query, 2);
    }
}
