package dev.relata.internal.engine;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Conflict.Policy;
import dev.relata.spi.Insert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a store has answered, brought into the order of those that were given: the store says which one each comes from.
 * One that it cannot tell, as its key was changed on the way, comes where there is room.
 */
final class AnsweredRows<E> {

    private final EntityType<E> type;
    private final RowPlan.Group group;
    private final Insert insert;

    AnsweredRows(EntityType<E> type, RowPlan.Group group, Insert insert) {
        this.type = type;
        this.group = group;
        this.insert = insert;
    }

    /** Puts them there, and answers how many they are. */
    int place(List<@Nullable Object[]> rows, @Nullable Object[] inOrder) {
        if (insert.positioned()) {
            placeByPosition(rows, inOrder);
            return rows.size();
        }
        checkAll(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            inOrder[group.positions().get(i)] = type.instantiate(rows.get(i));
        }
        return rows.size();
    }

    private void placeByPosition(List<@Nullable Object[]> rows, @Nullable Object[] inOrder) {
        List<E> others = new ArrayList<>();
        for (@Nullable Object[] row : rows) {
            E stored = type.instantiate(Arrays.copyOfRange(row, 1, row.length));
            if (row[0] instanceof Integer position && inOrder[group.positions().get(position)] == null) {
                inOrder[group.positions().get(position)] = stored;
            } else {
                others.add(stored);
            }
        }
        Iterator<Integer> free = group.positions().stream()
                .filter(position -> inOrder[position] == null)
                .iterator();
        others.forEach(row -> inOrder[free.next()] = row);
    }

    /** One row under a policy may be left out, no other. */
    private void checkAll(int stored) {
        boolean leftOut =
                stored == 0 && group.rows().size() == 1 && insert.conflict().policy() != Policy.ERROR;
        if (stored != group.rows().size() && !leftOut) {
            throw new StoreException(
                    insert.label() + ": the store answered " + stored + " rows for "
                            + group.rows().size() + " inserts: a rule or a trigger of the table may skip rows",
                    Reason.OTHER,
                    null,
                    false,
                    null);
        }
    }
}
