package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;

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
}
