package dev.relata.internal.write;

import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows of a type that are deleted or changed together, as a restriction: the store finds them, nobody holds them. Immutable.
 *
 * @param label the relationship by which they are, or the operation
 * @param type the type
 * @param rows the restriction
 */
public record RowSet(String label, EntityType<?> type, Predicate rows) {

    private static final int NAMED = 5;

    /** The rows with some ids. */
    public static RowSet ofIds(String label, EntityType<?> type, List<List<Object>> ids) {
        return new RowSet(label, type, new KeyIn(type.id(), ids));
    }

    /** The rows that refer to these. */
    public RowSet referring(Reference reference) {
        Predicate referring = rows instanceof KeyIn keys && keys.attributes().equals(reference.parentKey())
                ? new KeyIn(reference.key(), keys.keys())
                : new Predicate.Exists(reference.association(), query());
        return new RowSet(reference.name(), reference.child(), referring);
    }

    /** These rows without others. */
    public RowSet but(Predicate others) {
        return new RowSet(label, type, rows.and(new Predicate.Not(others)));
    }

    /** The rows as a query. */
    public Query query() {
        return Query.of(type).where(rows);
    }

    /** Reads the ids of the rows, in the order of the ids, in which everybody locks them. */
    public Select ids() {
        return Select.of(label, inOrder(query()), id(type));
    }

    /** The rows of a query in the order of their ids. */
    public static Query inOrder(Query query) {
        return query.orderBy(query.type().id().stream().map(RowSet::ascending).toList());
    }

    /** Whether a query selects rows of one table by a condition alone, so that a lock meets no others. */
    public static boolean lockable(Query query) {
        return query.source() instanceof Query.AllRows && !query.bounded();
    }

    private static Ordering ascending(Attribute attribute) {
        return new Ordering(Path.of(attribute), Direction.ASC, Nulls.LAST);
    }

    /** The columns of a type's id. */
    public static List<Path> id(EntityType<?> type) {
        return type.id().stream().map(Path::of).toList();
    }

    /** Describes the first rows of some sets for the message of an error; empty where there are none. */
    public static Mono<List<String>> first(Session session, List<RowSet> sets) {
        return Flux.fromIterable(sets)
                .concatMap(set -> session.select(
                                Select.of(set.label, inOrder(set.query()).limit(NAMED), id(set.type)))
                        .map(row -> Ids.describe(set.type, Ids.ofRow(row))))
                .take(NAMED)
                .collectList()
                .filter(rows -> !rows.isEmpty());
    }

    /** Counts the rows of some sets that do not overlap. */
    public static Mono<Long> count(Session session, List<RowSet> sets) {
        return Flux.fromIterable(sets)
                .concatMap(set -> session.select(Select.of(set.label, set.query(), List.of(Aggregate.countRows()))))
                .map(row -> row[0] instanceof Long rows ? rows : 0L)
                .reduce(0L, Long::sum);
    }
}
