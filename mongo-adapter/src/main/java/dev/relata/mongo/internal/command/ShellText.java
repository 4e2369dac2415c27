package dev.relata.mongo.internal.command;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/** Writes BSON as MongoDB's shell does. Stateless. */
public final class ShellText {

    private ShellText() {}

    /**
     * Writes a value.
     *
     * @param value the value
     * @return the text
     */
    public static String text(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> document(value.asDocument());
            case ARRAY -> value.asArray().stream().map(ShellText::text).collect(Collectors.joining(", ", "[", "]"));
            case STRING -> quoted(value.asString().getValue());
            case INT32 -> String.valueOf(value.asInt32().getValue());
            case INT64 -> String.valueOf(value.asInt64().getValue());
            case DOUBLE -> String.valueOf(value.asDouble().getValue());
            case DECIMAL128 -> "NumberDecimal(\"" + value.asDecimal128().getValue() + "\")";
            case BOOLEAN -> String.valueOf(value.asBoolean().getValue());
            case NULL -> "null";
            case DATE_TIME ->
                "ISODate(\"" + Instant.ofEpochMilli(value.asDateTime().getValue()) + "\")";
            case OBJECT_ID -> "ObjectId(\"" + value.asObjectId().getValue() + "\")";
            case BINARY -> binary(value.asBinary());
            default -> value.toString();
        };
    }

    /** Stages without the values in their conditions. */
    static String shape(List<BsonDocument> stages) {
        return stages.stream().map(ShellText::stage).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Anything with no value but the names of fields and variables, which begin with a dollar. */
    static String hidden(BsonValue value) {
        if (value.isArray()) {
            return value.asArray().stream().map(ShellText::hidden).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isDocument()) {
            return value.asDocument().entrySet().stream()
                    .map(field -> name(field.getKey()) + ": " + hidden(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.isString() && value.asString().getValue().startsWith("$") ? text(value) : "?";
    }

    private static String stage(BsonDocument stage) {
        BsonValue match = stage.get("$match");
        if (match != null) {
            return "{$match: " + shape(match) + "}";
        }
        BsonValue tree = stage.get("$graphLookup");
        if (tree != null) {
            return "{$graphLookup: " + hidden(tree) + "}";
        }
        BsonValue lookup = stage.get("$lookup");
        if (lookup == null || !lookup.asDocument().containsKey("pipeline")) {
            return text(stage);
        }
        List<BsonDocument> pipeline = lookup.asDocument().getArray("pipeline").stream()
                .map(BsonValue::asDocument)
                .toList();
        return "{$lookup: {from: " + text(lookup.asDocument().getString("from")) + ", pipeline: " + shape(pipeline)
                + "}}";
    }

    /** A condition or an update without its values; of expressions the rest stays. */
    static String shape(BsonValue value) {
        if (value.isDocument()) {
            return value.asDocument().entrySet().stream()
                    .map(field -> name(field.getKey()) + ": " + part(field.getKey(), field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        boolean conditions = value.isArray() && value.asArray().stream().allMatch(BsonValue::isDocument);
        return conditions
                ? value.asArray().stream().map(ShellText::shape).collect(Collectors.joining(", ", "[", "]"))
                : "?";
    }

    private static String part(String name, BsonValue value) {
        return switch (name) {
            case "$expr" -> expression(value);
            case "$set", "$setOnInsert" -> value.isDocument() ? fields(value.asDocument()) : shape(value);
            // What is compared with may be a document, whose names are values too.
            case "$eq", "$ne", "$gt", "$gte", "$lt", "$lte" -> "?";
            default -> shape(value);
        };
    }

    /** The names of the fields that are set; those within a document are values as its texts are. */
    private static String fields(BsonDocument values) {
        return values.keySet().stream().map(field -> name(field) + ": ?").collect(Collectors.joining(", ", "{", "}"));
    }

    /** An expression without the values in it. */
    static String expression(BsonValue value) {
        if (value.isArray()) {
            return value.asArray().stream().map(ShellText::expression).collect(Collectors.joining(", ", "[", "]"));
        }
        if (!value.isDocument()) {
            return text(value);
        }
        return value.asDocument().entrySet().stream()
                .map(field -> name(field.getKey()) + ": "
                        + (field.getKey().equals("$literal") ? "?" : expression(field.getValue())))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String binary(BsonBinary binary) {
        return BsonBinarySubType.isUuid(binary.getType())
                ? "UUID(\"" + binary.asUuid() + "\")"
                : "BinData(" + binary.getType() + ", \"" + Base64.getEncoder().encodeToString(binary.getData()) + "\")";
    }

    private static String document(BsonDocument document) {
        return document.entrySet().stream()
                .map(field -> name(field.getKey()) + ": " + text(field.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String name(String field) {
        return field.matches("[$A-Za-z_][$A-Za-z_0-9]*") ? field : quoted(field);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
