package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.text;

import dev.relata.error.InvalidValueException;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Operator;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.spi.Predicate.Comparison;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * Comparisons of one field. MongoDB's own are true or false as Relata's are: a missing field fails all but {@code $ne},
 * {@code $nin} and the test for null. Stateless.
 */
final class Comparisons {

    private Comparisons() {}

    static BsonDocument of(Rendering rendering, String field, Comparison comparison) {
        boolean pattern = comparison.operator().matchesText() || comparison.ignoreCase();
        return pattern ? pattern(field, comparison) : value(rendering, field, comparison);
    }

    private static BsonDocument value(Rendering rendering, String field, Comparison comparison) {
        Attribute attribute = comparison.path().attribute();
        if (comparison.operator() == Operator.JSON_EQUALS) {
            return JsonPaths.equal(rendering.type(attribute), field, comparison);
        }
        if (comparison.operator() == Operator.CONTAINS_ALL || comparison.operator() == Operator.OVERLAPS) {
            String operator = comparison.operator() == Operator.OVERLAPS ? "$in" : "$all";
            return Documents.of(field, Documents.of(operator, rendering.value(attribute, comparison.elements())));
        }
        return of(field, rendering.type(attribute), comparison.operator(), comparison.operands());
    }

    /** A comparison that matches no text. */
    static BsonDocument of(String field, BsonMapping type, Operator operator, List<Object> values) {
        List<BsonValue> operands = values.stream().map(type::toBson).toList();
        return switch (operator) {
            case EQ -> Filters.equal(field, operands.get(0));
            case NE -> Documents.of(field, Documents.of("$ne", operands.get(0)));
            case IN -> Documents.of(field, Documents.of("$in", array(operands)));
            case NOT_IN -> Documents.of(field, Documents.of("$nin", array(operands)));
            case LT -> Documents.of(field, Documents.of("$lt", operands.get(0)));
            case LTE -> Documents.of(field, Documents.of("$lte", operands.get(0)));
            case GT -> Documents.of(field, Documents.of("$gt", operands.get(0)));
            case GTE -> Documents.of(field, Documents.of("$gte", operands.get(0)));
            case BETWEEN ->
                Documents.of(field, Documents.of("$gte", operands.get(0)).append("$lte", operands.get(1)));
            case IS_NULL -> Documents.of(field, BsonNull.VALUE);
            case IS_NOT_NULL -> Documents.of(field, Documents.of("$ne", BsonNull.VALUE));
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH, CONTAINS_ALL, OVERLAPS, JSON_EQUALS, MATCHES ->
                throw new IllegalStateException(operator + " is not of this form");
        };
    }

    private static BsonDocument pattern(String field, Comparison comparison) {
        String wanted = (String) comparison.operands().get(0);
        if (wanted.indexOf('\0') >= 0) {
            throw new InvalidValueException(comparison.path().attribute().qualifiedName()
                    + ": no text holds a NUL character, so none can be looked for; remove it");
        }
        BsonDocument regex = Documents.of("$regex", text(RegexPatterns.of(comparison.operator(), wanted)))
                .append("$options", text(comparison.ignoreCase() ? "is" : "s"));
        return switch (comparison.operator()) {
            case NE -> Documents.of(field, Documents.of("$not", regex));
            case EQ, LIKE, CONTAINS, STARTS_WITH, ENDS_WITH -> Documents.of(field, regex);
            default ->
                throw new InvalidValueException(comparison.path().attribute().qualifiedName() + ": "
                        + comparison.operator() + " without regard to case is not there in MongoDB; use eqIgnoreCase");
        };
    }
}
