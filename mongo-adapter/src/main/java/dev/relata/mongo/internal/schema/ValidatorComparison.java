package dev.relata.mongo.internal.schema;

import dev.relata.mongo.internal.command.ShellText;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Compares the validator of one collection, field by field. */
final class ValidatorComparison {

    private final ExpectedCollection expected;
    private final LiveCollection live;
    private final List<SchemaDifference> differences;

    ValidatorComparison(ExpectedCollection expected, LiveCollection live, List<SchemaDifference> differences) {
        this.expected = expected;
        this.live = live;
        this.differences = differences;
    }

    void run() {
        BsonDocument there = live.validator();
        if (there.isEmpty()) {
            add(Kind.VALIDATION, "", "there is no validator, so that documents of any shape are taken: collMod it");
            return;
        }
        if (!there.keySet().equals(Set.of("$jsonSchema"))) {
            add(
                    Kind.VALIDATION,
                    "",
                    "the validator is another than the model's (" + ShellText.text(there) + "): change it");
            return;
        }
        BsonDocument schema = there.getDocument("$jsonSchema");
        BsonDocument wanted = expected.validator().getDocument("$jsonSchema");
        compareProperties(properties(wanted), properties(schema));
        compareRequired(properties(wanted), required(wanted), required(schema));
    }

    private void compareProperties(BsonDocument wanted, BsonDocument there) {
        wanted.forEach((field, property) -> {
            BsonValue found = there.get(field);
            if (!property.equals(found)) {
                add(
                        Kind.TYPE,
                        field,
                        "the validator " + (found == null ? "says nothing of it" : "says " + ShellText.text(found))
                                + ", " + expected.entity() + " needs " + ShellText.text(property)
                                + ": change the validator");
            }
        });
    }

    private void compareRequired(BsonDocument known, Set<String> wanted, Set<String> there) {
        wanted.stream()
                .filter(field -> !there.contains(field))
                .forEach(field -> add(
                        Kind.NULLABILITY,
                        field,
                        "the validator lets it be missing, " + expected.entity()
                                + " always has it: add it to required, or make the component @Nullable"));
        there.stream()
                .filter(field -> !wanted.contains(field))
                .forEach(field -> add(
                        known.containsKey(field) ? Kind.NULLABILITY : Kind.UNKNOWN_REQUIRED_COLUMN,
                        field,
                        "the validator requires it, " + expected.entity()
                                + " may lack it, so that no such row can be written: take it off required"));
    }

    private static BsonDocument properties(BsonDocument schema) {
        return schema.getDocument("properties", new BsonDocument());
    }

    private static Set<String> required(BsonDocument schema) {
        Set<String> fields = new TreeSet<>();
        schema.getArray("required", new BsonArray()).stream()
                .filter(BsonValue::isString)
                .forEach(field -> fields.add(field.asString().getValue()));
        return fields;
    }

    private void add(Kind kind, String field, String problem) {
        String where = field.isEmpty() ? expected.name() : expected.name() + "(" + field + ")";
        differences.add(new SchemaDifference(kind, expected.name(), field, where + ": " + problem));
    }
}
