package dev.relata.spi;

import java.math.BigDecimal;
import java.util.stream.Stream;

/**
 * The product of two numbers of a row: a Double where one of them is a Double or a Float, else an exact BigDecimal; null where
 * one of them is. Immutable.
 *
 * @param left one number
 * @param right the other number
 */
public record Product(RowValue left, RowValue right) implements RowValue {

    @Override
    public Class<?> valueClass() {
        boolean floating = Stream.of(left, right)
                .map(RowValue::valueClass)
                .anyMatch(type -> type == Double.class || type == Float.class);
        return floating ? Double.class : BigDecimal.class;
    }

    @Override
    public String describe() {
        return left.describe() + " × " + right.describe();
    }
}
