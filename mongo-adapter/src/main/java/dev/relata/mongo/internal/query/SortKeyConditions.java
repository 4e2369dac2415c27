package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Operator;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.value.SortKeyCodec;
import java.util.Collection;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Comparisons with the value that a row was sorted by, in the order that MongoDB sorts by. Stateless. */
final class SortKeyConditions {

    private static final BsonDouble NAN = new BsonDouble(Double.NaN);
    private static final BsonDouble LEAST = new BsonDouble(Double.NEGATIVE_INFINITY);

    private SortKeyConditions() {}

    static BsonDocument compare(String field, Operator operator, String key) {
        BsonValue value = SortKeyCodec.value(key);
        return switch (operator) {
            case EQ -> Filters.equal(field, value);
            case GT -> isNaN(value) ? of(field, of("$gte", LEAST)) : of(field, of("$gt", value));
            case LT -> less(field, value);
            default -> throw new IllegalArgumentException(operator + " of sort keys");
        };
    }

    /**
     * A filter compares with values of the same type alone, where a sort puts one type after the other, as an expression does.
     * Arrays always pass, so that the row is read and refused instead of lost.
     */
    static BsonDocument compareAnyType(String field, Operator operator, String key) {
        if (operator == Operator.EQ) {
            return compare(field, operator, key);
        }
        BsonDocument literal = of("$literal", SortKeyCodec.value(key));
        BsonDocument compared =
                of("$expr", of(operator == Operator.GT ? "$gt" : "$lt", array(Documents.value(field), literal)));
        BsonDocument present = of(field, of("$ne", BsonNull.VALUE));
        BsonDocument anArray = of(field, of("$type", Documents.text("array")));
        return of("$or", array(List.of(Documents.and(List.of(present, compared)), anArray)));
    }

    /** To sort, MongoDB takes NaN for less than all numbers; in comparisons it is less than none. */
    private static BsonDocument less(String field, BsonValue value) {
        if (isNaN(value)) {
            return Filters.NONE;
        }
        BsonDocument less = of(field, of("$lt", value));
        boolean fraction = value.isDouble() || value.isDecimal128();
        return fraction ? of("$or", array(List.of(less, of(field, NAN)))) : less;
    }

    private static boolean isNaN(BsonValue value) {
        return value.isDouble() && Double.isNaN(value.asDouble().getValue())
                || value.isDecimal128() && value.asDecimal128().getValue().isNaN();
    }

    static void check(String label, Attribute attribute) {
        Class<?> type = attribute.valueClass();
        if (type.isArray() && type != byte[].class || Collection.class.isAssignableFrom(type)) {
            throw new RefusedException(
                    label + ": MongoDB sorts an array by its least or its greatest element, so that pages by "
                            + attribute.qualifiedName() + " would lose rows; order them by another property");
        }
    }
}
