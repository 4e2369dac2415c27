package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidValueException;
import java.math.BigDecimal;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Texts, numbers and truth values as they may stand in documents. Stateless. */
public final class JsonScalars {

    private JsonScalars() {}

    /**
     * Returns the values that are equal to one of JSON: a fraction may be stored as a floating number or as a decimal, which
     * MongoDB holds different.
     *
     * @param value a {@code String}, {@code Boolean} or {@code Number}
     * @return one or two values
     */
    public static List<BsonValue> equalTo(Object value) {
        if (value instanceof String text) {
            return List.of(new BsonString(text));
        }
        return value instanceof Boolean flag
                ? List.of(BsonBoolean.valueOf(flag))
                : numbers(new BigDecimal(value.toString()));
    }

    private static List<BsonValue> numbers(BigDecimal number) {
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if (whole && number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
            return List.of(new BsonInt64(number.longValueExact()));
        }
        try {
            return List.of(new BsonDouble(number.doubleValue()), new BsonDecimal128(new Decimal128(number)));
        } catch (NumberFormatException e) {
            throw new InvalidValueException("MongoDB's decimals hold 34 digits, and " + number.precision()
                    + " were given; look for a rounded number");
        }
    }
}
