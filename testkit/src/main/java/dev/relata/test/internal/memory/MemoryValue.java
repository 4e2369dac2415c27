package dev.relata.test.internal.memory;

import dev.relata.model.Arithmetic;
import dev.relata.spi.Calculation;
import dev.relata.spi.Path;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Works out a value for one row; empty for null. Whole numbers and decimals are calculated exactly, as decimals; with a floating number on
 * either side the result is floating.
 */
final class MemoryValue implements RowValue.Visitor<Optional<Object>> {

    private final Function<RowValue, @Nullable Object> row;
    private final Instant now;

    /**
     * Reads one row.
     *
     * @param row finds the values that the row holds, and those of its related rows
     * @param now the time of the statement
     */
    MemoryValue(Function<RowValue, @Nullable Object> row, Instant now) {
        this.row = row;
        this.now = now;
    }

    @Override
    public Optional<Object> constant(RowValue.Constant value) {
        return Optional.ofNullable(value.value());
    }

    @Override
    public Optional<Object> path(Path value) {
        return Optional.ofNullable(row.apply(value));
    }

    @Override
    public Optional<Object> calculation(Calculation value) {
        Optional<Object> right = value.right().accept(this);
        return value.left()
                .accept(this)
                .flatMap(left -> right.map(other -> calculated(value.operation(), left, other)));
    }

    private static Object calculated(Arithmetic operation, Object left, Object right) {
        return isFloating(left) || isFloating(right)
                ? floating(operation, ((Number) left).doubleValue(), ((Number) right).doubleValue())
                : exact(operation, decimal(left), decimal(right));
    }

    @Override
    public Optional<Object> truncated(Truncated value) {
        return value.time().accept(this).map(value::cut);
    }

    @Override
    public Optional<Object> related(RelatedValue value) {
        return Optional.ofNullable(row.apply(value));
    }

    @Override
    public Optional<Object> columnDefault(RowValue.ColumnDefault value) {
        throw new IllegalArgumentException("there are no defaults of columns in memory");
    }

    @Override
    public Optional<Object> now(RowValue.Now value) {
        return Optional.of(time(value.attribute().valueClass()));
    }

    private Object time(Class<?> type) {
        Instant instant = now.truncatedTo(ChronoUnit.MICROS);
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        if (type == LocalDate.class) {
            return time.toLocalDate();
        }
        if (type == LocalDateTime.class) {
            return time.toLocalDateTime();
        }
        if (type == ZonedDateTime.class) {
            return time.toZonedDateTime();
        }
        return type == OffsetDateTime.class ? time : instant;
    }

    static boolean isFloating(Object number) {
        return number instanceof Double || number instanceof Float;
    }

    /** The same number as a decimal. */
    static BigDecimal decimal(Object number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof BigInteger whole
                ? new BigDecimal(whole)
                : BigDecimal.valueOf(((Number) number).longValue());
    }

    private static BigDecimal exact(Arithmetic operation, BigDecimal left, BigDecimal right) {
        return switch (operation) {
            case PLUS -> left.add(right);
            case MINUS -> left.subtract(right);
            case TIMES -> left.multiply(right);
        };
    }

    private static double floating(Arithmetic operation, double left, double right) {
        return switch (operation) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case TIMES -> left * right;
        };
    }
}
