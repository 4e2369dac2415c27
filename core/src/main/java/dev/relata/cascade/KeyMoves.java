package dev.relata.cascade;

import dev.relata.model.Attribute;
import dev.relata.model.Reference;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys of many rows that others refer to, before a change of each and after it. For one change. */
final class KeyMoves {

    private final Reference reference;
    private final List<Attribute> changing;
    private final Map<List<Object>, List<@Nullable Object>> moves = new LinkedHashMap<>();

    KeyMoves(Reference reference, List<Attribute> changing) {
        this.reference = reference;
        this.changing = changing;
    }

    Reference reference() {
        return reference;
    }

    /** Notes a key that changes; nothing refers to one with a null in it. */
    void add(List<@Nullable Object> before, List<@Nullable Object> after) {
        if (before.stream().allMatch(Objects::nonNull) && !Objects.deepEquals(before.toArray(), after.toArray())) {
            moves.put(before.stream().map(Objects::requireNonNull).toList(), after);
        }
    }

    boolean isEmpty() {
        return moves.isEmpty();
    }

    /** The rows whose keys change. */
    Part parents() {
        List<List<Object>> keys = List.copyOf(moves.keySet());
        return new Part(reference.name(), reference.parent(), new KeyIn(reference.parentKey(), keys));
    }

    /** What the rows get that refer to them. */
    NewValues values() {
        List<Attribute> columns = new ArrayList<>();
        for (int i = 0; i < reference.key().size(); i++) {
            if (changing.contains(reference.parentKey().get(i))) {
                columns.add(reference.key().get(i));
            }
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        moves.forEach((before, after) -> rows.add(row(before, after, columns)));
        return new NewValues(
                List.of(),
                List.of(new UpdateRows(reference.name(), reference.child(), reference.key(), columns, rows)));
    }

    private @Nullable Object[] row(List<Object> before, List<@Nullable Object> after, List<Attribute> columns) {
        List<@Nullable Object> row = new ArrayList<>(before);
        columns.forEach(column -> row.add(after.get(reference.key().indexOf(column))));
        return row.toArray();
    }

    /** A row that refers to one of them by the columns of a key: by its new key. */
    @Nullable
    Object[] followed(@Nullable Object[] row, int[] key) {
        List<@Nullable Object> after = moves.get(Arrays.stream(key)
                .<@Nullable Object>mapToObj(column -> row[column])
                .toList());
        if (after == null) {
            return row;
        }
        @Nullable Object[] followed = row.clone();
        for (int i = 0; i < key.length; i++) {
            followed[key[i]] = after.get(i);
        }
        return followed;
    }
}
