package dev.relata.r2dbc.internal.copy;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that can travel by COPY, with room for an id that each of them still lacks. Immutable; the rows are not copied.
 *
 * <p>An example, with {@code columns} for a name and an id that the database draws:
 *
 * <pre>{@code
 * CopyRows rows = new CopyRows(columns, 1, List.<Object[]>of(new Object[] {"sea"}, new Object[] {"sky"}));
 * ByteBuffer bytes = rows.encode(List.of(7L, 8L));
 * Object first = rows.stored(0, 1, List.of(7L, 8L));   // 7
 * }</pre>
 */
public final class CopyRows {

    private static final int BYTES_PER_COLUMN = 20;

    private final CopyColumn[] columns;
    private final int given;
    private final List<@Nullable Object[]> rows;

    /**
     * Keeps rows.
     *
     * @param columns the columns, in the order of the values; one that is drawn is the last
     * @param drawn how many columns are drawn and so not among the values: 0 or 1
     * @param rows the values
     */
    public CopyRows(List<CopyColumn> columns, int drawn, List<@Nullable Object[]> rows) {
        this.columns = columns.toArray(CopyColumn[]::new);
        this.given = columns.size() - drawn;
        this.rows = rows;
    }

    /**
     * Writes all rows.
     *
     * @param ids the values that were drawn, one for each row; empty if none are
     * @return the data of a COPY in binary, or null if a value has no form there
     */
    public @Nullable ByteBuffer encode(List<Long> ids) {
        CopyBytes out = new CopyBytes(rows.size() * columns.length * BYTES_PER_COLUMN);
        try {
            for (int i = 0; i < rows.size(); i++) {
                out.row(columns.length);
                row(rows.get(i), out);
                if (given < columns.length) {
                    columns[given].write(ids.get(i), out);
                }
            }
            return out.end();
        } catch (NotCopiedException | ArithmeticException | ClassCastException unfit) {
            return null;
        }
    }

    private void row(@Nullable Object[] row, CopyBytes out) {
        for (int column = 0; column < given; column++) {
            columns[column].write(row[column], out);
        }
    }

    /**
     * Returns a value as it is read back.
     *
     * @param row which row
     * @param column which column
     * @param ids the values that were drawn
     * @return the value
     */
    public @Nullable Object stored(int row, int column, List<Long> ids) {
        return column < given ? columns[column].stored(rows.get(row)[column]) : columns[column].ofDrawn(ids.get(row));
    }

    /**
     * The length of the longest text of a column, in UTF-16 units.
     *
     * @param column which column
     * @return the length, 0 if it holds no text
     */
    public int longest(int column) {
        int longest = 0;
        for (int i = 0; column < given && columns[column].isText() && i < rows.size(); i++) {
            longest = rows.get(i)[column] instanceof String text ? Math.max(longest, text.length()) : longest;
        }
        return longest;
    }
}
