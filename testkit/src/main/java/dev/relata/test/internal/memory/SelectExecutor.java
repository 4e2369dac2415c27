package dev.relata.test.internal.memory;

import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Predicate.OwnedBy;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers a read in one state. For one statement, one thread. */
final class SelectExecutor {

    private final QueryRows rows;
    private final Select select;

    private SelectExecutor(QueryRows rows, Select select) {
        this.rows = rows;
        this.select = select;
    }

    static List<@Nullable Object[]> answer(Catalog catalog, State state, Select select) {
        return new SelectExecutor(new QueryRows(catalog, state), select).answer();
    }

    private List<@Nullable Object[]> answer() {
        KeyBatch batch = select.batch();
        List<@Nullable Object[]> answer = new ArrayList<>();
        if (batch == null) {
            rows.look(QueryRows.ownerOf(select.query()));
            project(rows.of(select.query()), null, answer);
            return answer;
        }
        for (int i = 0; i < batch.keys().size(); i++) {
            rows.look(new OwnedBy(batch.association(), batch.keys().get(i)));
            MemoryKey owner = MemoryKey.of(batch.keys().get(i));
            project(rows.of(select.query(), batch.association(), owner), i, answer);
        }
        return answer;
    }

    private void project(List<StoredRow> found, @Nullable Integer position, List<@Nullable Object[]> answer) {
        LinkedHashSet<List<@Nullable Object>> seen = new LinkedHashSet<>();
        for (List<StoredRow> group : GroupSelection.of(rows, select.groups(), groups(found))) {
            @Nullable Object[] values = values(group, position);
            if (!select.distinct() || seen.add(canonical(values))) {
                answer.add(values);
            }
        }
    }

    private Collection<List<StoredRow>> groups(List<StoredRow> found) {
        if (!select.groupBy().isEmpty()) {
            Map<List<@Nullable Object>, List<StoredRow>> groups = new LinkedHashMap<>();
            for (StoredRow row : found) {
                @Nullable
                Object[] key = select.groupBy().stream()
                        .map(value -> rows.value(row, value))
                        .toArray();
                groups.computeIfAbsent(canonical(key), any -> new ArrayList<>()).add(row);
            }
            return groups.values();
        }
        boolean aggregated = select.columns().stream().anyMatch(Aggregate.class::isInstance);
        return aggregated ? List.of(found) : found.stream().map(List::of).toList();
    }

    private static List<@Nullable Object> canonical(@Nullable Object[] values) {
        List<@Nullable Object> canonical = new ArrayList<>();
        for (Object value : values) {
            canonical.add(value == null ? null : MemoryValues.canonical(value));
        }
        return canonical;
    }

    private @Nullable Object[] values(List<StoredRow> group, @Nullable Integer position) {
        int offset = position == null ? 0 : 1;
        @Nullable Object[] values = new @Nullable Object[select.columns().size() + offset];
        if (position != null) {
            values[0] = position;
        }
        for (int i = 0; i < select.columns().size(); i++) {
            values[i + offset] = MemoryValues.copy(value(group, select.columns().get(i)));
        }
        return values;
    }

    private @Nullable Object value(List<StoredRow> group, Expression column) {
        if (column instanceof Aggregate aggregate) {
            return AggregateEvaluator.over(rows, group, aggregate);
        }
        if (group.isEmpty()) {
            return null;
        }
        if (column instanceof SortKey key) {
            Object value = rows.value(group.get(0), key.value());
            return value == null ? null : rows.sortKeys().of(value);
        }
        return rows.value(group.get(0), (RowValue) column);
    }
}
