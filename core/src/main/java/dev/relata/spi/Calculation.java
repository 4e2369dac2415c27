package dev.relata.spi;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Arithmetic;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A number calculated of two others; null where either is. Immutable.
 *
 * <p>Where it is read, compared or summed up it is exact, and no number of integers or decimals overflows: a store answers a Double
 * where one of the two is a Double or a Float, else a BigDecimal. A Double beyond its range is infinite, or an error of the store:
 * PostgreSQL refuses such a statement, a condition too. As a new value the result must be one that the attribute can hold, else the store fails with
 * the reason {@code TOO_LARGE}.
 *
 * @param left the one
 * @param operation how
 * @param right the other
 */
public record Calculation(RowValue left, Arithmetic operation, RowValue right) implements RowValue {

    private static final Map<Class<?>, Function<BigDecimal, Number>> EXACT = Map.of(
            Byte.class, BigDecimal::byteValueExact,
            Short.class, BigDecimal::shortValueExact,
            Integer.class, BigDecimal::intValueExact,
            Long.class, BigDecimal::longValueExact,
            BigInteger.class, BigDecimal::toBigIntegerExact);

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.calculation(this);
    }

    @Override
    public Class<?> valueClass() {
        boolean floating = Stream.of(left, right)
                .map(RowValue::valueClass)
                .anyMatch(type -> type == Double.class || type == Float.class);
        return floating ? Double.class : BigDecimal.class;
    }

    @Override
    public @Nullable Attribute attribute() {
        return null;
    }

    /** The type of both numbers where that is one. */
    @Override
    public Class<?> componentClass() {
        Class<?> type = left.componentClass();
        return type == right.componentClass() ? type : valueClass();
    }

    @Override
    public @Nullable Object toValue(@Nullable Object stored) {
        Class<?> type = componentClass();
        if (stored == null || type.isInstance(stored)) {
            return stored;
        }
        try {
            return type == Float.class ? (Object) single((Double) stored) : exact(type, (BigDecimal) stored);
        } catch (ArithmeticException e) {
            InvalidValueException misfit = new InvalidValueException(
                    describe() + " is " + ValueText.of(stored) + ", which no " + type.getSimpleName() + " holds");
            misfit.initCause(e);
            throw misfit;
        }
    }

    private static float single(Double number) {
        float single = number.floatValue();
        if (Float.isInfinite(single) && !number.isInfinite()) {
            throw new ArithmeticException("beyond a float");
        }
        return single;
    }

    private static Object exact(Class<?> type, BigDecimal number) {
        Function<BigDecimal, Number> narrowed = EXACT.get(type);
        return narrowed == null ? number : narrowed.apply(number);
    }

    @Override
    public String describe() {
        String operator = switch (operation) {
            case PLUS -> " + ";
            case MINUS -> " − ";
            case TIMES -> " × ";
        };
        return described(left) + operator + described(right);
    }

    private static String described(RowValue value) {
        return value instanceof Calculation ? "(" + value.describe() + ")" : value.describe();
    }
}
