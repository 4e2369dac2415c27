package dev.relata.internal.rekey;

import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The keys of many rows that others refer to, before a change of each and after it. For one change. */
final class KeyMoves {

    private final Reference reference;
    private final List<Attribute> changing;
    private final Map<List<Object>, Move> moves = new LinkedHashMap<>();

    private record Move(List<Object> before, List<@Nullable Object> after) {}

    KeyMoves(Reference reference, List<Attribute> changing) {
        this.reference = reference;
        this.changing = changing;
    }

    Reference reference() {
        return reference;
    }

    /** Notes a key that changes; nothing refers to one with a null in it. */
    void add(List<@Nullable Object> before, List<@Nullable Object> after) {
        List<Object> key = complete(before);
        if (key != null && !isSame(before, after)) {
            moves.put(Ids.identity(key), new Move(key, after));
        }
    }

    /** Whether keys are the same for every database: the number 1.50 is 1.5. */
    static boolean isSame(List<@Nullable Object> one, List<@Nullable Object> other) {
        return IntStream.range(0, one.size()).allMatch(i -> isSame(one.get(i), other.get(i)));
    }

    static boolean isSame(@Nullable Object one, @Nullable Object other) {
        return Objects.deepEquals(one, other)
                || one != null && other != null && Ids.identity(List.of(one)).equals(Ids.identity(List.of(other)));
    }

    private static @Nullable List<Object> complete(List<@Nullable Object> key) {
        return key.stream().anyMatch(Objects::isNull)
                ? null
                : key.stream().<Object>map(Objects::requireNonNull).toList();
    }

    boolean isEmpty() {
        return moves.isEmpty();
    }

    /** The rows whose keys change. */
    RowSet parents() {
        List<List<Object>> keys = moves.values().stream().map(Move::before).toList();
        return new RowSet(reference.name(), reference.parent(), new KeyIn(reference.parentKey(), keys));
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
        moves.values().forEach(move -> rows.add(row(move.before(), move.after(), columns)));
        return new NewValues(
                List.of(),
                List.of(new UpdateRows(reference.name(), reference.child(), reference.key(), columns, rows)));
    }

    private @Nullable Object[] row(List<Object> before, List<@Nullable Object> after, List<Attribute> columns) {
        List<@Nullable Object> row = new ArrayList<>(before);
        columns.forEach(
                column -> row.add(column.fitted(after.get(reference.key().indexOf(column)))));
        return row.toArray();
    }

    /**
     * A row that refers to one of them: by its new key.
     *
     * @param row what it is found by, and its new values
     * @param key where it holds the key
     * @param values where its new values begin
     */
    @Nullable
    Object[] followed(@Nullable Object[] row, int[] key, int values) {
        List<Object> before = complete(Arrays.stream(key)
                .<@Nullable Object>mapToObj(column -> row[column])
                .toList());
        Move move = before == null ? null : moves.get(Ids.identity(before));
        if (move == null) {
            return row;
        }
        @Nullable Object[] followed = row.clone();
        for (int i = 0; i < key.length; i++) {
            if (key[i] >= values) {
                followed[key[i]] = reference.key().get(i).fitted(move.after().get(i));
            }
        }
        return followed;
    }
}
