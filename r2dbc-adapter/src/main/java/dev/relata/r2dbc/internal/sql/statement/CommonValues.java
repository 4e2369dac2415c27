package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of keys of several components in which all rows of a statement have one value, as a tenant's rows have. Such a column
 * is compared with that value alone: a planner then estimates it as a constant, and a cluster that distributes rows by it
 * sends the statement to one shard. At least one column, the last, is left to tell the keys apart. Immutable.
 */
public final class CommonValues {

    /** Classes of which two equal objects are sent as the same value. */
    private static final Set<Class<?>> EXACT = Set.of(
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            Character.class,
            String.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            Duration.class,
            Period.class,
            Year.class,
            YearMonth.class);

    private final boolean[] common;

    private CommonValues(boolean[] common) {
        this.common = common;
    }

    /**
     * Compares the values of each column. Two are one only where what the database receives is the same.
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
        return values.size() > 1 && first != null && values.stream().allMatch(value -> areOne(first, value));
    }

    /** Only where Java's equality is known to be that of what is sent: two equal {@code java.net.URI} may have different texts. */
    private static boolean areOne(Object first, @Nullable Object other) {
        if (first == other) {
            return true;
        }
        boolean known = first instanceof Enum<?> || first instanceof byte[] || EXACT.contains(first.getClass());
        return known && Objects.deepEquals(first, other);
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
