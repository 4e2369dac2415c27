package dev.relata.r2dbc.sql;

import dev.relata.model.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The different keys of the rows of a write, where Java knows as well as PostgreSQL which keys are equal: integers and UUIDs.
 * Immutable.
 */
final class KnownKeys {

    private static final Set<Class<?>> KNOWN = Set.of(Long.class, Integer.class, Short.class, Byte.class, UUID.class);

    private final List<Attribute> key;
    private final List<@Nullable Object[]> rows;
    private final Map<List<Object>, Integer> positions;

    private KnownKeys(List<Attribute> key, List<@Nullable Object[]> rows, Map<List<Object>, Integer> positions) {
        this.key = key;
        this.rows = rows;
        this.positions = positions;
    }

    /** The keys of rows, or null where only PostgreSQL compares them, where a row has none, or two have the same. */
    static @Nullable KnownKeys of(List<Attribute> columns, List<Attribute> key, List<@Nullable Object[]> rows) {
        int[] places = key.stream().mapToInt(columns::indexOf).toArray();
        boolean known = key.stream().allMatch(attribute -> KNOWN.contains(attribute.valueClass()));
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
     * The rows in the order of their keys, which is that of PostgreSQL, too: rows that are written in the order of the index
     * are found faster, and it has no more to sort.
     */
    List<@Nullable Object[]> sorted() {
        return order().stream().<@Nullable Object[]>map(rows::get).toList();
    }

    private List<Integer> order() {
        List<List<Object>> keys = new ArrayList<>(positions.keySet());
        keys.sort(KnownKeys::compare);
        return keys.stream().map(each -> positions.getOrDefault(each, 0)).toList();
    }

    /** Puts the position among the rows as given in the place of that among the rows sorted. */
    Positions unsorted() {
        List<Integer> order = order();
        return Positions.of(row -> row[0] instanceof Integer sorted ? order.get(sorted) : null);
    }

    private static int compare(List<Object> one, List<Object> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof UUID uuid && other instanceof UUID second) {
            int high = Long.compareUnsigned(uuid.getMostSignificantBits(), second.getMostSignificantBits());
            return high != 0
                    ? high
                    : Long.compareUnsigned(uuid.getLeastSignificantBits(), second.getLeastSignificantBits());
        }
        return Long.compare(((Number) one).longValue(), ((Number) other).longValue());
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
