package dev.relata.r2dbc;

import dev.relata.metamodel.Attribute;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Divides a read that locks the rows of many keys into one for each value of the column by which the rows are distributed, in the order of these
 * values: a cluster locks rows of one node at a time. Immutable.
 */
final class DividedLocks {

    private final Select select;
    private final Attribute column;

    private DividedLocks(Select select, Attribute column) {
        this.select = select;
        this.column = column;
    }

    /** Returns the reads, the same one where there is nothing to divide. */
    static List<Select> of(Select select) {
        Query query = select.query();
        Attribute column = query.type().distribution().column();
        return column == null || query.bounded() || select.batch() != null
                ? List.of(select)
                : new DividedLocks(select, column).divided();
    }

    private List<Select> divided() {
        Set<Object> values = values(select.query().filter());
        if (values == null || values.size() < 2) {
            return List.of(select);
        }
        return values.stream().sorted(DividedLocks::compare).map(this::of).toList();
    }

    /** The order in which all writers lock; of values that have none any will do. */
    @SuppressWarnings("unchecked")
    private static int compare(Object one, Object other) {
        return one instanceof Comparable<?> value && one.getClass() == other.getClass()
                ? ((Comparable<Object>) value).compareTo(other)
                : 0;
    }

    private Select of(Object value) {
        Query query = select.query();
        Predicate filter =
                new Predicate.KeyIn(List.of(column), List.of(List.of(value))).and(restricted(query.filter(), value));
        Query rows = new Query(query.source(), filter, query.order(), query.offset(), query.limit());
        return new Select(
                select.label(),
                rows,
                select.columns(),
                select.groupBy(),
                select.distinct(),
                null,
                select.rowLock(),
                select.groups());
    }

    /** The values of the column in the rows that a predicate finds; null where it does not tell. */
    private @Nullable Set<Object> values(Predicate predicate) {
        if (predicate instanceof Predicate.KeyIn keys) {
            int place = keys.attributes().indexOf(column);
            return place < 0
                    ? null
                    : new HashSet<>(
                            keys.keys().stream().map(key -> key.get(place)).toList());
        }
        if (predicate instanceof Predicate.Any any) {
            return ofAny(any);
        }
        List<Predicate> parts = predicate instanceof Predicate.All all ? all.parts() : List.of();
        for (Predicate part : parts) {
            Set<Object> values = values(part);
            if (values != null) {
                return values;
            }
        }
        return null;
    }

    private @Nullable Set<Object> ofAny(Predicate.Any any) {
        Set<Object> values = new HashSet<>();
        for (Predicate part : any.parts()) {
            Set<Object> more = values(part);
            if (more == null) {
                return null;
            }
            values.addAll(more);
        }
        return values;
    }

    private Predicate restricted(Predicate predicate, Object value) {
        if (predicate instanceof Predicate.All all) {
            return new Predicate.All(
                    all.parts().stream().map(part -> restricted(part, value)).toList());
        }
        if (predicate instanceof Predicate.Any any) {
            return new Predicate.Any(
                    any.parts().stream().map(part -> restricted(part, value)).toList());
        }
        if (predicate instanceof Predicate.KeyIn keys && keys.attributes().contains(column)) {
            int place = keys.attributes().indexOf(column);
            return new Predicate.KeyIn(
                    keys.attributes(),
                    keys.keys().stream()
                            .filter(key -> key.get(place).equals(value))
                            .toList());
        }
        return predicate;
    }
}
