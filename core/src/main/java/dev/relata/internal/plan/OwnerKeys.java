package dev.relata.internal.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The keys of one request, each once. One subscription's. */
final class OwnerKeys {

    private final Map<StoredKey, Integer> positions = new HashMap<>();
    private final List<List<Object>> values = new ArrayList<>();

    int position(StoredKey key) {
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
