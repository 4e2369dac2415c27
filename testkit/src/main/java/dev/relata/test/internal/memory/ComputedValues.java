package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import dev.relata.spi.UpdateRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that rows get by what they hold. For one update. */
final class ComputedValues {

    private final UpdateRows update;
    private final Map<MemoryKey, @Nullable Object[]> byKey = new HashMap<>();

    ComputedValues(UpdateRows update) {
        this.update = update;
        for (@Nullable Object[] given : update.rows()) {
            MemoryKey key = ChangeExecutor.keyOf(given, update.key().size());
            if (key != null) {
                byKey.put(key, given);
            }
        }
    }

    List<Attribute> columns() {
        return update.columns();
    }

    boolean knows(StoredRow row) {
        MemoryKey key = MemoryKey.of(row.values(), update.key());
        return key != null && byKey.containsKey(key);
    }

    void give(StoredRow row, @Nullable Object[] values) {
        MemoryKey key = MemoryKey.of(row.values(), update.key());
        @Nullable Object[] given = key == null ? null : byKey.get(key);
        for (int i = 0; given != null && i < update.columns().size(); i++) {
            values[update.columns().get(i).index()] =
                    MemoryValues.copy(given[update.key().size() + i]);
        }
    }
}
