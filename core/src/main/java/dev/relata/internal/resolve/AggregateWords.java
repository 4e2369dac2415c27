package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.StoreException;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Aggregate.Function;
import dev.relata.spi.RowValue;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an aggregate is over nothing, and what it is called in errors. */
public final class AggregateWords {

    private AggregateWords() {}

    /** The value over no values, or null where a function has none. */
    public static @Nullable Object ofNothing(Aggregate aggregate) {
        if (aggregate.function() == Function.COUNT) {
            return 0L;
        }
        if (aggregate.function() != Function.SUM) {
            return null;
        }
        Class<?> type = aggregate.valueClass();
        if (type == Double.class) {
            return 0d;
        }
        return type == BigDecimal.class ? BigDecimal.ZERO : (Number) 0L;
    }

    /** The aggregate in words, such as {@code sum of Book.pages}. */
    public static String describe(Aggregate aggregate) {
        RowValue operand = aggregate.operand();
        String function = aggregate.function().name().toLowerCase(Locale.ROOT);
        return operand == null
                ? "number of rows"
                : function + (aggregate.distinct() ? " of different " : " of ") + operand.describe();
    }

    /** Puts the aggregate's name in front of an error's message that does not name the property. */
    public static Throwable named(Aggregate aggregate, Throwable error) {
        RowValue operand = aggregate.operand();
        String message = String.valueOf(error.getMessage());
        if (operand == null || message.contains(operand.describe())) {
            return error;
        }
        String function = describe(aggregate);
        if (error instanceof InvalidValueException) {
            InvalidValueException named = new InvalidValueException(function + ": " + message);
            named.initCause(error);
            return named;
        }
        return error instanceof StoreException refused ? StoreErrors.saying(refused, "in the " + function) : error;
    }
}
