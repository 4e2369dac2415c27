package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;

import dev.relata.metamodel.Attribute;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.spi.Operand;
import dev.relata.spi.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * Values that the server works out for a document, as expressions; those of a calculation with a null are null.
 *
 * @param rendering the request
 * @param fields finds the field of a value
 */
record Operands(Rendering rendering, Function<Path, String> fields) implements Operand.Visitor<BsonValue> {

    private static final BsonValue NOW = Documents.variable("NOW");

    @Override
    public BsonValue constant(Operand.Constant operand) {
        Object value = operand.value();
        return of("$literal", value == null ? BsonNull.VALUE : rendering.value(operand.attribute(), value));
    }

    @Override
    public BsonValue stored(Operand.Stored operand) {
        return Documents.value(fields.apply(operand.path()));
    }

    @Override
    public BsonValue calculation(Operand.Calculation operand) {
        String operator = switch (operand.operation()) {
            case PLUS -> "$add";
            case MINUS -> "$subtract";
            case TIMES -> "$multiply";
        };
        return of(operator, array(operand.left().accept(this), operand.right().accept(this)));
    }

    @Override
    public BsonValue columnDefault(Operand.ColumnDefault operand) {
        throw new IllegalArgumentException("MongoDB has no defaults of fields");
    }

    @Override
    public BsonValue now(Operand.Now operand) {
        Attribute attribute = operand.attribute();
        return attribute.valueClass() == LocalDate.class ? midnight() : NOW;
    }

    private static BsonDocument midnight() {
        BsonDocument millis = of("$toLong", NOW);
        BsonDocument ofDay =
                of("$mod", array(millis, Documents.number(Duration.ofDays(1).toMillis())));
        return of("$toDate", of("$subtract", array(millis, ofDay)));
    }
}
