package dev.relata.fetch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys of one request, each once. One subscription's. */
final class Keys {

    private final Map<RowKey, Integer> positions = new HashMap<>();
    private final List<List<Object>> values = new ArrayList<>();

    int position(RowKey key) {
        Integer known = positions.putIfAbsent(key, values.size());
        if (known != null) {
            return known;
        }
        values.add(key.values());
        return values.size() - 1;
    }

    List<List<Object>> values() {
        return values;
    }
}
