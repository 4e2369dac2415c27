package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import dev.relata.spi.UpdateRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that rows get by what they hold. For one update. */
final class OwnValues {

    private final UpdateRows update;
    private final Map<RowKey, @Nullable Object[]> byKey = new HashMap<>();

    OwnValues(UpdateRows update) {
        this.update = update;
        for (@Nullable Object[] given : update.rows()) {
            RowKey key = Changing.keyOf(given, update.key().size());
            if (key != null) {
                byKey.put(key, given);
            }
        }
    }

    List<Attribute> columns() {
        return update.columns();
    }

    boolean knows(StoredRow row) {
        RowKey key = RowKey.of(row.values(), update.key());
        return key != null && byKey.containsKey(key);
    }

    void give(StoredRow row, @Nullable Object[] values) {
        RowKey key = RowKey.of(row.values(), update.key());
        @Nullable Object[] given = key == null ? null : byKey.get(key);
        for (int i = 0; given != null && i < update.columns().size(); i++) {
            values[update.columns().get(i).index()] =
                    Values.copy(given[update.key().size() + i]);
        }
    }
}
