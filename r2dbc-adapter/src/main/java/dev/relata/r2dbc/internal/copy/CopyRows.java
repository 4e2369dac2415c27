package dev.relata.r2dbc.internal.copy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that can travel by COPY, with room for an id that each of them still lacks. Immutable; the rows are not copied.
 *
 * <p>An example, with {@code columns} for a name and an id that the database draws:
 *
 * <pre>{@code
 * CopyRows rows = new CopyRows(columns, 1, List.<Object[]>of(new Object[] {"sea"}, new Object[] {"sky"}));
 * byte[] bytes = rows.encode(List.of(7L, 8L));
 * Object[] first = rows.stored(0, List.of(7L, 8L));   // "sea", 7
 * }</pre>
 */
public final class CopyRows {

    private static final int BYTES_PER_COLUMN = 20;

    private final List<CopyColumn> columns;
    private final int drawn;
    private final List<@Nullable Object[]> rows;

    /**
     * Keeps rows.
     *
     * @param columns the columns, in the order of the values; one that is drawn is the last
     * @param drawn how many columns are drawn and so not among the values: 0 or 1
     * @param rows the values
     */
    public CopyRows(List<CopyColumn> columns, int drawn, List<@Nullable Object[]> rows) {
        this.columns = List.copyOf(columns);
        this.drawn = drawn;
        this.rows = rows;
    }

    /**
     * Writes all rows.
     *
     * @param ids the values that were drawn, one for each row; empty if none are
     * @return the data of a COPY in binary, or null if a value has no form there
     */
    public byte @Nullable [] encode(List<Long> ids) {
        CopyBytes out = new CopyBytes(rows.size() * columns.size() * BYTES_PER_COLUMN);
        try {
            for (int i = 0; i < rows.size(); i++) {
                out.row(columns.size());
                row(rows.get(i), out);
                if (drawn > 0) {
                    columns.get(columns.size() - 1).write(ids.get(i), out);
                }
            }
            return out.end();
        } catch (NotCopiedException | ArithmeticException | ClassCastException unfit) {
            return null;
        }
    }

    private void row(@Nullable Object[] row, CopyBytes out) {
        for (int column = 0; column < row.length; column++) {
            columns.get(column).write(row[column], out);
        }
    }

    /**
     * Returns the values of a row as they are read back.
     *
     * @param index which row
     * @param ids the values that were drawn
     * @return the values in the order of the columns
     */
    public @Nullable Object[] stored(int index, List<Long> ids) {
        @Nullable Object[] row = rows.get(index);
        @Nullable Object[] stored = new @Nullable Object[row.length + drawn];
        for (int column = 0; column < row.length; column++) {
            stored[column] = columns.get(column).stored(row[column]);
        }
        if (drawn > 0) {
            stored[row.length] = columns.get(row.length).ofDrawn(ids.get(index));
        }
        return stored;
    }

    /**
     * The length of the longest text of a column, in UTF-16 units.
     *
     * @param column which column
     * @return the length, 0 if it holds no text
     */
    public int longest(int column) {
        int longest = 0;
        for (int i = 0; column < columns.size() - drawn && i < rows.size(); i++) {
            longest = rows.get(i)[column] instanceof String text ? Math.max(longest, text.length()) : longest;
        }
        return longest;
    }
}
