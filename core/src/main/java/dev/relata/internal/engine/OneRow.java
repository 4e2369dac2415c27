package dev.relata.internal.engine;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to the write of one row, which a store owes. */
final class OneRow {

    private OneRow() {}

    /** The row as stored; fails where the store breaks its promise. */
    static @Nullable Object[] of(String label, List<@Nullable Object[]> rows) {
        if (rows.size() != 1) {
            throw new StoreException(
                    label + ": the store answered " + rows.size()
                            + " rows for one that was to be written: a rule or a trigger of the table may leave rows out",
                    Reason.OTHER,
                    null,
                    false,
                    null);
        }
        return rows.get(0);
    }
}
