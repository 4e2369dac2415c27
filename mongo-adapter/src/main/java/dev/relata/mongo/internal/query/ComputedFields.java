package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.value;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.spi.Aggregate;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Values of a row that its document does not hold, as fields that a stage adds. Stateless. */
final class ComputedFields {

    private static final String RESULT = "c0";

    private ComputedFields() {}

    /** Adds a field for a value. */
    static String add(StageLevel level, RowValue value) {
        return value instanceof RelatedValue related
                ? related(level, related)
                : added(level, value.accept(RowValues.read(level)));
    }

    private static String added(StageLevel level, BsonValue expression) {
        String name = level.rendering().name("_v");
        level.add(of("$addFields", of(name, expression)));
        return name;
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
        Object zero = aggregate.ofNothing();
        return zero == null
                ? BsonNull.VALUE
                : BsonMapping.ofNumber(aggregate.valueClass()).toBson(zero);
    }

    /** The type of a value of a row. */
    static BsonMapping type(Rendering rendering, RowValue value) {
        return type(rendering, value.attribute(), value.valueClass());
    }

    /** The type of an aggregate's value. */
    static BsonMapping type(Rendering rendering, Aggregate aggregate) {
        return type(rendering, aggregate.attribute(), aggregate.valueClass());
    }

    private static BsonMapping type(Rendering rendering, @Nullable Attribute attribute, Class<?> number) {
        return attribute == null ? BsonMapping.ofNumber(number) : rendering.type(attribute);
    }
}
