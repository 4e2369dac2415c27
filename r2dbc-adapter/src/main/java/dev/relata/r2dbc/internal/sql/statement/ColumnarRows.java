package dev.relata.r2dbc.internal.sql.statement;

import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of values, seen as columns. */
public interface ColumnarRows {

    /** The values of one column, one for each row. */
    List<@Nullable Object> column(int index);

    /** Rows that are arrays. */
    static ColumnarRows of(List<@Nullable Object[]> rows) {
        return index -> new AbstractList<@Nullable Object>() {
            @Override
            public @Nullable Object get(int row) {
                return rows.get(row)[index];
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }

    /** Rows that are lists. */
    static ColumnarRows ofKeys(List<List<Object>> keys) {
        return index -> new AbstractList<@Nullable Object>() {
            @Override
            public Object get(int row) {
                return keys.get(row).get(index);
            }

            @Override
            public int size() {
                return keys.size();
            }
        };
    }
}
