package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.spi.KeyOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The different keys of the rows of a write, where Java knows as well as PostgreSQL which keys are equal: integers and UUIDs.
 * Immutable.
 */
final class KnownKeys {

    private final List<Attribute> key;
    private final List<@Nullable Object[]> rows;
    private final Map<List<Object>, Integer> positions;

    private KnownKeys(List<Attribute> key, List<@Nullable Object[]> rows, Map<List<Object>, Integer> positions) {
        this.key = key;
        this.rows = rows;
        this.positions = positions;
    }

    /** The keys of rows, or null if only PostgreSQL compares them, where a row has none, or two have the same. */
    static @Nullable KnownKeys of(List<Attribute> columns, List<Attribute> key, List<@Nullable Object[]> rows) {
        int[] places = key.stream().mapToInt(columns::indexOf).toArray();
        boolean known = key.stream().allMatch(attribute -> KeyOrder.agreed(attribute.valueClass()));
        if (places.length == 0 || !known || Arrays.stream(places).anyMatch(place -> place < 0)) {
            return null;
        }
        Map<List<Object>, Integer> positions = new HashMap<>(rows.size() * 2);
        for (int i = 0; i < rows.size(); i++) {
            List<Object> values = values(rows.get(i), places);
            if (values == null || positions.put(values, i) != null) {
                return null;
            }
        }
        return new KnownKeys(key, rows, positions);
    }

    private static @Nullable List<Object> values(@Nullable Object[] row, int[] places) {
        Object[] values = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            Object value = row[places[i]];
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return List.of(values);
    }

    /**
     * The positions of the rows in the order of their keys, which is that of PostgreSQL, too: rows that are written in the order
     * of the index are found faster, and it has no more to sort.
     */
    List<Integer> order() {
        List<List<Object>> keys = new ArrayList<>(positions.keySet());
        keys.sort(KeyOrder::compare);
        return keys.stream().map(each -> positions.getOrDefault(each, 0)).toList();
    }

    /** The rows in such an order. */
    List<@Nullable Object[]> sorted(List<Integer> order) {
        return order.stream().<@Nullable Object[]>map(rows::get).toList();
    }

    /** Puts the position among the rows as given in the place of that among the rows in such an order. */
    static Positions unsorted(List<Integer> order) {
        return Positions.of(row -> row[0] instanceof Integer sorted ? order.get(sorted) : null);
    }

    /** Puts the position of a row before its values as they were stored, null for a key that was changed on the way. */
    Positions positions(List<Attribute> returned) {
        int[] places = key.stream()
                .mapToInt(attribute -> 1 + returned.indexOf(attribute))
                .toArray();
        return Positions.of(row -> {
            List<Object> values = values(row, places);
            return values == null ? null : positions.get(values);
        });
    }
}
