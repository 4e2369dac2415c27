package dev.relata.test.internal.memory;

import dev.relata.model.Arithmetic;
import dev.relata.spi.Operand;
import dev.relata.spi.Path;
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
 * Works out an operand for one row; empty for null. Whole numbers and decimals are calculated exactly, as decimals; with a floating number on
 * either side the result is floating.
 */
final class MemoryOperand implements Operand.Visitor<Optional<Object>> {

    private final Function<Path, @Nullable Object> row;
    private final Instant now;

    /**
     * Reads one row.
     *
     * @param row finds the values of the row
     * @param now the time of the statement
     */
    MemoryOperand(Function<Path, @Nullable Object> row, Instant now) {
        this.row = row;
        this.now = now;
    }

    @Override
    public Optional<Object> constant(Operand.Constant operand) {
        return Optional.ofNullable(operand.value());
    }

    @Override
    public Optional<Object> stored(Operand.Stored operand) {
        return Optional.ofNullable(row.apply(operand.path()));
    }

    @Override
    public Optional<Object> calculation(Operand.Calculation operand) {
        Optional<Object> right = operand.right().accept(this);
        return operand.left().accept(this).flatMap(left -> right.map(other -> calculated(operand, left, other)));
    }

    private static Object calculated(Operand.Calculation operand, Object left, Object right) {
        return isFloating(left) || isFloating(right)
                ? floating(operand.operation(), ((Number) left).doubleValue(), ((Number) right).doubleValue())
                : exact(operand.operation(), decimal(left), decimal(right));
    }

    @Override
    public Optional<Object> columnDefault(Operand.ColumnDefault operand) {
        throw new IllegalArgumentException("there are no defaults of columns in memory");
    }

    @Override
    public Optional<Object> now(Operand.Now operand) {
        return Optional.of(time(operand.attribute().valueClass()));
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
