package dev.relata.test.internal.memory;

import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.GroupQuery;
import dev.relata.spi.GroupQuery.Having;
import dev.relata.spi.Ordering;
import dev.relata.spi.RowValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says which groups of rows are answered, and in which order. For one statement, one thread. */
final class GroupSelection {

    private final QueryRows rows;

    private GroupSelection(QueryRows rows) {
        this.rows = rows;
    }

    static List<List<StoredRow>> of(QueryRows rows, GroupQuery query, Collection<List<StoredRow>> groups) {
        return new GroupSelection(rows).select(query, groups);
    }

    private List<List<StoredRow>> select(GroupQuery query, Collection<List<StoredRow>> groups) {
        Stream<List<StoredRow>> selected = groups.stream();
        for (Having having : query.having()) {
            ValueComparison test = ValueComparison.of(having.operator(), having.operands());
            selected = selected.filter(group -> test.holds(value(group, having.aggregate())));
        }
        if (!query.order().isEmpty()) {
            selected = selected.sorted(query.order().stream()
                    .map(this::order)
                    .reduce(Comparator::thenComparing)
                    .orElseThrow());
        }
        selected = selected.skip(query.offset());
        Long limit = query.limit();
        return (limit == null ? selected : selected.limit(limit)).toList();
    }

    private Comparator<List<StoredRow>> order(Ordering term) {
        Comparator<@Nullable Object> values = QueryRows.values(term);
        return (one, other) -> values.compare(value(one, term.by()), value(other, term.by()));
    }

    private @Nullable Object value(List<StoredRow> group, Expression by) {
        return by instanceof Aggregate aggregate
                ? AggregateEvaluator.orNothing(rows, group, aggregate)
                : rows.value(group.get(0), (RowValue) by);
    }
}
