package dev.relata.mongo.internal.value;

import java.math.BigDecimal;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * Which values MongoDB holds equal. Unlike a relational database's, its rules are those of the BSON specification and do
 * not depend on the collection: numbers are equal by value whatever their type and scale, everything else by type and
 * content. Relata sets no collation. Stateless.
 */
public final class Equality {

    private Equality() {}

    /**
     * A stand-in that is equal for all values that MongoDB holds equal.
     *
     * @param value the value
     * @return what to compare by {@code equals}
     */
    public static Object canonical(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> canonical(BigDecimal.valueOf(value.asInt32().getValue()));
            case INT64 -> canonical(BigDecimal.valueOf(value.asInt64().getValue()));
            case DOUBLE -> floating(value.asDouble().getValue());
            case DECIMAL128 -> decimal(value.asDecimal128().getValue());
            default -> value;
        };
    }

    private static Object floating(double value) {
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        return finite ? canonical(new BigDecimal(value)) : new BsonDouble(value);
    }

    private static Object decimal(Decimal128 value) {
        if (value.isNaN() || value.isInfinite()) {
            return new BsonDouble(value.doubleValue());
        }
        boolean zero = value.doubleValue() == 0 && value.isNegative();
        return canonical(zero ? BigDecimal.ZERO : value.bigDecimalValue());
    }

    private static Object canonical(BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    /**
     * A stand-in for several fields of a document.
     *
     * @param document the document
     * @param fields the fields; a missing one is null
     * @return what to compare by {@code equals}
     */
    public static List<Object> canonical(BsonDocument document, List<String> fields) {
        return fields.stream()
                .map(field -> canonical(document.get(field, BsonNull.VALUE)))
                .toList();
    }
}
