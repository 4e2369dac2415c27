package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.text;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.spi.Calculation;
import dev.relata.spi.Path;
import dev.relata.spi.RowValue;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/**
 * The new value of a field as an expression: null is a field that is not there, and a value that the attribute cannot hold is an
 * error of the server.
 *
 * @param rendering the request
 * @param type the type of the documents
 * @param attribute the attribute that gets the value
 */
record NewValues(Rendering rendering, EntityType<?> type, Attribute attribute) {

    private static final BsonValue REMOVE = Documents.variable("REMOVE");

    BsonValue of(RowValue to) {
        if (to instanceof RowValue.Constant constant && constant.value() == null) {
            return REMOVE;
        }
        BsonValue value = to.accept(new RowValues(rendering, own -> Fields.of(type, ((Path) own).attribute()), false));
        BsonValue fitted = to instanceof Calculation ? fitted(value) : value;
        return mayBeNull(to)
                ? Documents.of("$ifNull", array(fitted, attribute.nullable() ? REMOVE : failure("is null in")))
                : fitted;
    }

    private boolean mayBeNull(RowValue to) {
        if (to instanceof Calculation calculation) {
            return mayBeNull(calculation.left()) || mayBeNull(calculation.right());
        }
        return to instanceof Path path && Fields.optional(type, path.attribute());
    }

    /** MongoDB would go on with a wider type. */
    private BsonValue fitted(BsonValue value) {
        Class<?> numbers = attribute.valueClass();
        if (numbers == Integer.class) {
            return Documents.of("$toInt", value);
        }
        if (numbers == Long.class) {
            return Documents.of("$toLong", value);
        }
        if (numbers == Short.class) {
            return within(value, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return numbers == Byte.class ? within(value, Byte.MIN_VALUE, Byte.MAX_VALUE) : value;
    }

    /** A null is less than any number. */
    private BsonDocument within(BsonValue value, int least, int most) {
        BsonDocument small = Documents.of("$lt", array(value, new BsonInt32(least)));
        BsonDocument outside = Documents.of(
                "$or",
                array(
                        Documents.of("$and", array(Documents.present(value), small)),
                        Documents.of("$gt", array(value, new BsonInt32(most)))));
        return Documents.of("$cond", array(outside, failure("is out of range in"), value));
    }

    /** Expressions cannot raise an error but by a conversion that fails, which quotes what it converts. */
    private BsonDocument failure(String problem) {
        BsonDocument id = Documents.of("$toString", Documents.value("_id"));
        return Documents.of(
                "$toInt", Documents.of("$concat", array(text(attribute.qualifiedName() + " " + problem + " "), id)));
    }
}
