package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of keys of several components in which all rows of a statement have one value, as a tenant's rows have. Such a column
 * is compared with that value alone: a planner then estimates it as a constant, and a cluster that distributes rows by it
 * sends the statement to one shard. At least one column, the last, is left to tell the keys apart. Immutable.
 */
public final class CommonValues {

    private final boolean[] common;

    private CommonValues(boolean[] common) {
        this.common = common;
    }

    /**
     * Compares the values of each column. Two are one only where they are equal objects, so that what the database receives is the
     * same.
     *
     * @param key the columns; one that counts versions is never common, since that is chance
     * @param rows a value for each column
     */
    public static CommonValues of(List<Attribute> key, ColumnarRows rows) {
        boolean[] common = new boolean[key.size()];
        for (int i = 0; key.size() > 1 && i < common.length; i++) {
            common[i] = key.get(i).generation() != Generation.VERSION && isOne(rows.column(i));
        }
        if (IntStream.range(0, common.length).allMatch(i -> common[i]) && common.length > 0) {
            common[common.length - 1] = false;
        }
        return new CommonValues(common);
    }

    private static boolean isOne(List<@Nullable Object> values) {
        Object first = values.isEmpty() ? null : values.get(0);
        return values.size() > 1
                && first != null
                && values.stream().allMatch(value -> Objects.deepEquals(first, value));
    }

    /** Returns whether any column is common. */
    public boolean any() {
        return IntStream.range(0, common.length).anyMatch(this::has);
    }

    /** Returns whether a column has one value in all rows. */
    public boolean has(int column) {
        return common[column];
    }

    /** Returns the other columns, in their order. */
    public int[] others() {
        return IntStream.range(0, common.length).filter(i -> !common[i]).toArray();
    }
}
