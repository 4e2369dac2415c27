package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.text;
import static dev.relata.mongo.internal.command.Documents.value;

import dev.relata.metamodel.Association;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Aggregate.Function;
import dev.relata.spi.Path;
import dev.relata.spi.Product;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import dev.relata.spi.Truncated;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/** Values of a row that its document does not hold, as fields that a stage adds. Stateless. */
final class ComputedFields {

    private static final String RESULT = "c0";
    private static final BsonValue DECIMAL_ONE = new BsonDecimal128(new Decimal128(1));
    private static final BsonValue DOUBLE_ONE = new BsonDouble(1);

    private ComputedFields() {}

    /** Adds a field for a value. */
    static String add(StageLevel level, RowValue value) {
        return value instanceof RelatedValue related ? related(level, related) : added(level, expression(level, value));
    }

    private static String added(StageLevel level, BsonValue expression) {
        String name = level.rendering().name("_v");
        level.add(of("$addFields", of(name, expression)));
        return name;
    }

    private static BsonValue expression(StageLevel level, RowValue value) {
        if (value instanceof Truncated truncated) {
            return truncated(value(level.field(truncated.time())), truncated.unit());
        }
        if (value instanceof Product product) {
            BsonValue one = product.valueClass() == Double.class ? DOUBLE_ONE : DECIMAL_ONE;
            return of(
                    "$multiply",
                    array(of("$multiply", array(factor(level, product.left()), one)), factor(level, product.right())));
        }
        return value(level.field(value));
    }

    private static BsonValue factor(StageLevel level, RowValue value) {
        return value instanceof Path path ? value(level.field(path)) : expression(level, value);
    }

    /** By way of a text, as not every server has a function that cuts a date off. */
    private static BsonValue truncated(BsonValue time, ChronoUnit unit) {
        String format = switch (unit) {
            case YEARS -> "%Y-01-01T00:00:00.000Z";
            case MONTHS -> "%Y-%m-01T00:00:00.000Z";
            case DAYS -> "%Y-%m-%dT00:00:00.000Z";
            case HOURS -> "%Y-%m-%dT%H:00:00.000Z";
            default -> throw new IllegalArgumentException("times are not cut off to " + unit);
        };
        return of("$toDate", of("$dateToString", of("date", time).append("format", text(format))));
    }

    private static String related(StageLevel level, RelatedValue related) {
        Association association = related.association();
        List<String> key = Fields.of(association.source(), association.sourceKey());
        List<String> variables = numbered("k", key.size());
        StageLevel rows =
                StageLevel.of(level.rendering(), related.query(), OwnerCondition.ofVariables(association, variables));
        Groups total = new Groups(
                rows, Select.of("", related.query(), List.of(related.aggregate())), List.of(), List.of(RESULT));
        BsonDocument group = of("_id", BsonNull.VALUE);
        group.putAll(total.accumulators());
        rows.add(of("$group", group));
        BsonDocument projection = of("_id", Documents.ZERO);
        projection.putAll(total.projection());
        rows.add(of("$project", projection));
        String name = level.rendering().name("_v");
        level.add(LookupStages.pipeline(rows.collection(), variables, key, rows.stages(), name));
        BsonDocument first = of("$arrayElemAt", array(value(name + "." + RESULT), Documents.ZERO));
        level.add(of("$addFields", of(name, of("$ifNull", array(first, ofNothing(related.aggregate()))))));
        return name;
    }

    /** What an aggregate over nothing is, in conditions and orders: 0 of its type, or null. */
    static BsonValue ofNothing(Aggregate aggregate) {
        boolean zero = aggregate.function() == Function.COUNT || aggregate.function() == Function.SUM;
        if (!zero) {
            return BsonNull.VALUE;
        }
        if (aggregate.valueClass() == Double.class) {
            return new BsonDouble(0);
        }
        return aggregate.valueClass() == Long.class ? new BsonInt64(0) : new BsonDecimal128(new Decimal128(0));
    }

    /** The type of a value of a row. */
    static BsonMapping type(Rendering rendering, RowValue value) {
        if (value instanceof Path path) {
            return rendering.type(path.attribute());
        }
        if (value instanceof Truncated truncated) {
            return rendering.type(truncated.time().attribute());
        }
        if (value instanceof RelatedValue related) {
            return Groups.type(rendering, related.aggregate());
        }
        return value.valueClass() == Double.class ? BsonMapping.DOUBLE : BsonMapping.DECIMAL;
    }
}
