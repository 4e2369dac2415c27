package dev.relata.internal.cascade;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * Some rows of a type that go, as a restriction: the store finds them, nobody holds them. Immutable.
 *
 * @param label what they go by
 * @param type the type
 * @param rows which
 */
record RowSet(String label, EntityType<?> type, Predicate rows) {

    static RowSet ofIds(String label, EntityType<?> type, List<List<Object>> ids) {
        return new RowSet(label, type, new KeyIn(type.id(), ids));
    }

    /** The rows that refer to these. */
    RowSet referring(Reference reference) {
        return new RowSet(reference.name(), reference.child(), referringTo(reference));
    }

    private Predicate referringTo(Reference reference) {
        if (rows instanceof KeyIn keys && keys.attributes().equals(reference.parentKey())) {
            return new KeyIn(reference.key(), keys.keys());
        }
        return new Predicate.Exists(reference.association(), Query.of(type).where(rows));
    }

    RowSet but(Predicate others) {
        return new RowSet(label, type, rows.and(new Predicate.Not(others)));
    }

    Query query() {
        return Query.of(type).where(rows);
    }

    /** The rows in the order of their ids, in which everybody locks them. */
    Query inOrder() {
        return inOrder(query());
    }

    /** Locks the rows, in the order of their ids; answers how many there are. */
    Mono<Long> lock(Session session) {
        return session.select(Select.of(label, inOrder(), id(type)).lock()).count();
    }

    static Query inOrder(Query query) {
        return query.orderBy(query.type().id().stream().map(RowSet::ascending).toList());
    }

    private static Ordering ascending(Attribute attribute) {
        return new Ordering(Path.of(attribute), Direction.ASC, Nulls.LAST);
    }

    static List<Path> id(EntityType<?> type) {
        return type.id().stream().map(Path::of).toList();
    }
}
