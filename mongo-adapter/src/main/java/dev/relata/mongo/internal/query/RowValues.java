package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.text;

import dev.relata.metamodel.Attribute;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.spi.Calculation;
import dev.relata.spi.Path;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Function;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.bson.types.Decimal128;

/**
 * Values that the server works out for a document, as expressions; those of a calculation with a null are null.
 *
 * @param rendering the request
 * @param fields finds the field of a path, or of a value of related rows
 * @param exact whether whole numbers are calculated as decimals, so that nothing overflows
 */
record RowValues(Rendering rendering, Function<RowValue, String> fields, boolean exact)
        implements RowValue.Visitor<BsonValue> {

    static final BsonValue DECIMAL_ONE = new BsonDecimal128(new Decimal128(1));
    private static final BsonValue NOW = Documents.variable("NOW");

    /** Values of documents that are read. */
    static RowValues read(StageLevel level) {
        return new RowValues(level.rendering(), level::field, true);
    }

    /** Whether a document holds all that a value is worked out of. */
    static boolean isOwn(RowValue value) {
        if (value instanceof Calculation calculation) {
            return isOwn(calculation.left()) && isOwn(calculation.right());
        }
        if (value instanceof Truncated truncated) {
            return isOwn(truncated.time());
        }
        return value instanceof RowValue.Constant
                || (value instanceof Path path && path.steps().isEmpty());
    }

    @Override
    public BsonValue constant(RowValue.Constant value) {
        Object given = value.value();
        return of("$literal", given == null ? BsonNull.VALUE : type(value).toBson(given));
    }

    private BsonMapping type(RowValue.Constant value) {
        return ComputedFields.type(rendering, value);
    }

    @Override
    public BsonValue path(Path value) {
        return Documents.value(fields.apply(value));
    }

    @Override
    public BsonValue calculation(Calculation value) {
        String operator = switch (value.operation()) {
            case PLUS -> "$add";
            case MINUS -> "$subtract";
            case TIMES -> "$multiply";
        };
        if (exact && value.valueClass() == Double.class) {
            return of(operator, array(floating(value.left()), floating(value.right())));
        }
        BsonValue left = value.left().accept(this);
        boolean wide =
                exact && value.valueClass() == BigDecimal.class && isWhole(value.left()) && isWhole(value.right());
        BsonValue first = wide ? of("$multiply", array(left, DECIMAL_ONE)) : left;
        return of(operator, array(first, value.right().accept(this)));
    }

    /** A decimal beside a double would make the result a decimal, which compares otherwise. */
    private BsonValue floating(RowValue value) {
        BsonValue number = value.accept(this);
        return isWhole(value) ? number : of("$toDouble", number);
    }

    /** Beside a decimal a whole number becomes one. */
    private static boolean isWhole(RowValue value) {
        return value.valueClass() != BigDecimal.class && value.valueClass() != BigInteger.class;
    }

    /** By way of a text, as not every server has a function that cuts a date off. */
    @Override
    public BsonValue truncated(Truncated value) {
        String format = switch (value.unit()) {
            case YEARS -> "%Y-01-01T00:00:00.000Z";
            case MONTHS -> "%Y-%m-01T00:00:00.000Z";
            case DAYS -> "%Y-%m-%dT00:00:00.000Z";
            case HOURS -> "%Y-%m-%dT%H:00:00.000Z";
            default -> throw new IllegalArgumentException("times are not cut off to " + value.unit());
        };
        BsonDocument time = of("date", path(value.time())).append("format", text(format));
        return of("$toDate", of("$dateToString", time));
    }

    @Override
    public BsonValue related(RelatedValue value) {
        return Documents.value(fields.apply(value));
    }

    @Override
    public BsonValue columnDefault(RowValue.ColumnDefault value) {
        throw new IllegalArgumentException("MongoDB has no defaults of fields");
    }

    @Override
    public BsonValue now(RowValue.Now value) {
        Attribute attribute = value.attribute();
        return attribute.valueClass() == LocalDate.class ? midnight() : NOW;
    }

    private static BsonDocument midnight() {
        BsonDocument millis = of("$toLong", NOW);
        BsonDocument ofDay =
                of("$mod", array(millis, Documents.number(Duration.ofDays(1).toMillis())));
        return of("$toDate", of("$subtract", array(millis, ofDay)));
    }
}
