package dev.relata.test.internal.memory;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.spi.Calculation;
import dev.relata.spi.Path;
import dev.relata.spi.Update;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The values that the changes of one update give to rows.
 *
 * @param label what the update is for
 * @param now its time
 */
record NewValues(String label, Instant now) {

    @Nullable
    Object of(Update.Change change, StoredRow row) {
        Object value = change.to()
                .accept(new MemoryValue(
                        own -> row.values()[((Path) own).attribute().index()], now))
                .orElse(null);
        return change.to() instanceof Calculation && value instanceof Number number
                ? fitted(change.attribute(), number)
                : MemoryValues.copy(value);
    }

    /** The result of a calculation in the attribute's own type, as a database refuses what its column cannot hold. */
    private Object fitted(Attribute attribute, Number number) {
        try {
            return MemoryValue.isFloating(number)
                    ? floating(attribute.valueClass(), number.doubleValue())
                    : exact(attribute.valueClass(), (BigDecimal) number);
        } catch (ArithmeticException e) {
            throw new StoreException(
                    label + ": " + ValueText.of(number) + " is out of range for " + attribute.qualifiedName()
                            + "; nothing was written",
                    Reason.TOO_LARGE,
                    null,
                    false,
                    e);
        }
    }

    private static Object floating(Class<?> type, double number) {
        boolean single = type == Float.class;
        if (!Double.isFinite(single ? (float) number : number)) {
            throw new ArithmeticException("out of range");
        }
        return single ? (Object) (float) number : (Object) number;
    }

    private static Object exact(Class<?> type, BigDecimal number) {
        if (type == Byte.class) {
            return number.byteValueExact();
        }
        if (type == Short.class) {
            return number.shortValueExact();
        }
        if (type == Integer.class) {
            return number.intValueExact();
        }
        if (type == Long.class) {
            return number.longValueExact();
        }
        return type == BigDecimal.class ? number : number.toBigIntegerExact();
    }
}
