package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.StoreException;
import dev.relata.error.ValueText;
import dev.relata.spi.Aggregate;
import dev.relata.spi.RowValue;
import java.util.Locale;

/** What an aggregate is called in errors. Stateless. */
public final class AggregateWords {

    private AggregateWords() {}

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
            InvalidValueException named = new InvalidValueException(function + ": " + ValueText.ofError(error));
            named.initCause(error);
            return named;
        }
        return error instanceof StoreException refused ? StoreErrors.saying(refused, "in the " + function) : error;
    }
}
