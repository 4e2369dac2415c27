package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The question which of many keys are one, as the store compares what it keeps in some attributes. Immutable.
 *
 * @param label what it is for
 * @param type the type
 * @param key the attributes
 * @param keys the keys, each a value for every attribute
 */
public record SameKeys(String label, EntityType<?> type, List<Attribute> key, List<List<Object>> keys) {

    /** Copies the lists. */
    public SameKeys {
        key = List.copyOf(key);
        keys = List.copyOf(keys);
    }

    /**
     * Compares the keys in Java, for stores whose rules of equality are known here.
     *
     * @param canonical makes of a key a value that is equal, by {@code equals}, for all keys that the store holds equal
     * @return for each key the position of the first that is equal to it
     */
    public List<Integer> firsts(Function<? super List<Object>, ?> canonical) {
        Map<Object, Integer> known = new HashMap<>();
        List<Integer> firsts = new ArrayList<>(keys.size());
        for (List<Object> each : keys) {
            Integer first = known.putIfAbsent(canonical.apply(each), firsts.size());
            firsts.add(first == null ? firsts.size() : first);
        }
        return firsts;
    }
}
