package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Everything else: what Jackson would write as JSON, as sub-documents and arrays that can be looked into. */
final class DocumentCodec implements ValueCodec {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonMapper mapper;
    private final JavaType type;

    DocumentCodec(JsonMapper mapper, Type type) {
        this.mapper = mapper;
        this.type = mapper.getTypeFactory().constructType(type);
    }

    @Override
    public BsonValue toBson(Object value) {
        try {
            return bson(mapper.valueToTree(value));
        } catch (JacksonException e) {
            throw new InvalidValueException(
                    "a " + type.toCanonical() + " cannot be written as a document: " + ValueText.ofError(e));
        }
    }

    @Override
    public @Nullable Object fromBson(BsonValue value) {
        try {
            return mapper.treeToValue(json(value), type);
        } catch (JacksonException e) {
            throw new InvalidValueException(
                    "the document cannot be read as " + type.toCanonical() + ": " + ValueText.ofError(e));
        }
    }

    private static BsonValue bson(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                BsonDocument document = new BsonDocument();
                node.propertyStream()
                        .forEach(field -> document.put(TextCodec.checked(field.getKey()), bson(field.getValue())));
                yield document;
            }
            case ARRAY -> {
                List<BsonValue> elements = new ArrayList<>();
                node.forEach(element -> elements.add(bson(element)));
                yield new BsonArray(elements);
            }
            case STRING -> new BsonString(TextCodec.checked(node.stringValue()));
            case BOOLEAN -> BsonBoolean.valueOf(node.booleanValue());
            case NUMBER -> number(node);
            case BINARY -> new BsonBinary(node.binaryValue());
            default -> BsonNull.VALUE;
        };
    }

    private static BsonValue number(JsonNode node) {
        return switch (node.numberType()) {
            case INT -> new BsonInt32(node.intValue());
            case LONG -> new BsonInt64(node.longValue());
            case FLOAT, DOUBLE -> new BsonDouble(node.doubleValue());
            default -> decimal(node.decimalValue());
        };
    }

    private static BsonValue decimal(BigDecimal number) {
        try {
            return new BsonDecimal128(new Decimal128(number));
        } catch (NumberFormatException e) {
            throw new InvalidValueException("MongoDB's decimals hold 34 digits, and " + number.precision()
                    + " were given in a document; round it, or keep it as text");
        }
    }

    private static JsonNode json(BsonValue value) {
        return switch (value.getBsonType()) {
            case DOCUMENT -> {
                ObjectNode object = NODES.objectNode();
                value.asDocument().forEach((name, part) -> object.set(name, json(part)));
                yield object;
            }
            case ARRAY -> {
                ArrayNode array = NODES.arrayNode();
                value.asArray().forEach(element -> array.add(json(element)));
                yield array;
            }
            case BOOLEAN -> NODES.booleanNode(value.asBoolean().getValue());
            case INT32 -> NODES.numberNode(value.asInt32().getValue());
            case INT64 -> NODES.numberNode(value.asInt64().getValue());
            case DOUBLE -> NODES.numberNode(value.asDouble().getValue());
            case DECIMAL128 -> NODES.numberNode(decimal(value));
            case BINARY -> NODES.binaryNode(value.asBinary().getData());
            case STRING -> NODES.stringNode(value.asString().getValue());
            default -> NODES.nullNode();
        };
    }

    private static BigDecimal decimal(BsonValue value) {
        Decimal128 decimal = value.asDecimal128().getValue();
        if (decimal.isNaN() || decimal.isInfinite()) {
            throw new InvalidValueException(
                    ValueText.of(decimal) + " in a document cannot be a BigDecimal; keep it out");
        }
        return decimal.isNegative() && decimal.doubleValue() == 0 ? BigDecimal.ZERO : decimal.bigDecimalValue();
    }
}
