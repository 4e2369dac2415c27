package dev.relata.engine;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a store has answered in an order of its own, brought into that of the rows that were given: they are told by
 * their key. One whose key the database has changed comes where there is room.
 */
final class AnsweredRows<E> {

    private final EntityType<E> type;
    private final RowPlan.Group group;
    private final @Nullable List<Attribute> key;

    AnsweredRows(EntityType<E> type, RowPlan.Group group, @Nullable List<Attribute> key) {
        this.type = type;
        this.group = group;
        this.key = key;
    }

    void place(List<E> rows, @Nullable Object[] inOrder) {
        Map<Object, Integer> positions = key == null ? Map.of() : positions(key);
        List<E> others = new ArrayList<>();
        for (E row : rows) {
            Integer position = key == null ? null : positions.remove(identity(row, key));
            if (position == null) {
                others.add(row);
            } else {
                inOrder[position] = row;
            }
        }
        Iterator<Integer> free = group.positions().stream()
                .filter(position -> inOrder[position] == null)
                .iterator();
        others.forEach(row -> inOrder[free.next()] = row);
    }

    private Object identity(E row, List<Attribute> attributes) {
        List<Object> identity = KeyIdentity.of(type, row, attributes);
        return identity == null ? this : identity;
    }

    private Map<Object, Integer> positions(List<Attribute> attributes) {
        int[] columns = attributes.stream().mapToInt(group.columns()::indexOf).toArray();
        Map<Object, Integer> positions = new HashMap<>();
        for (int i = 0; i < group.rows().size(); i++) {
            @Nullable Object[] row = group.rows().get(i);
            List<Object> values = Predicates.complete(
                    Arrays.stream(columns).mapToObj(column -> row[column]).toList());
            if (values != null) {
                positions.put(KeyIdentity.of(values), group.positions().get(i));
            }
        }
        return positions;
    }
}
