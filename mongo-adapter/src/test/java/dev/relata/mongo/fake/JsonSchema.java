package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the validators of Relata use of {@code $jsonSchema}: required, bsonType, maxLength. Stateless. */
final class JsonSchema {

    private static final Map<String, Predicate<Object>> TYPES = Map.of(
            "int", Integer.class::isInstance,
            "long", Long.class::isInstance,
            "double", Double.class::isInstance,
            "decimal", Decimal128.class::isInstance,
            "string", String.class::isInstance,
            "bool", Boolean.class::isInstance,
            "date", Instant.class::isInstance,
            "objectId", ObjectId.class::isInstance,
            "array", Collection.class::isInstance,
            "binData",
                    value -> value instanceof BinData
                            || value instanceof byte[]
                            || value instanceof UUID
                            || value instanceof LegacyUUID);

    private JsonSchema() {}

    /** What is wrong with a document, or null. */
    @SuppressWarnings("unchecked")
    static @Nullable String problem(Document schema, Document row) {
        for (Object field : (Collection<Object>) schema.getOrDefault("required", List.of())) {
            if (!row.containsKey(field)) {
                return field + " is missing";
            }
        }
        Document properties = (Document) schema.getOrDefault("properties", new Document());
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            Object value = row.get(property.getKey());
            if (row.containsKey(property.getKey()) && !fits((Document) property.getValue(), value)) {
                return property.getKey() + " is " + value + ", which is not " + property.getValue();
            }
        }
        return null;
    }

    private static boolean fits(Document property, @Nullable Object value) {
        Object type = property.get("bsonType");
        Collection<?> types = type instanceof Collection<?> several ? several : List.of(String.valueOf(type));
        Object most = property.get("maxLength");
        boolean longer = value instanceof String text
                && most instanceof Number number
                && text.codePointCount(0, text.length()) > number.intValue();
        return !longer && value != null && types.stream().anyMatch(name -> is(String.valueOf(name), value));
    }

    private static boolean is(String type, Object value) {
        Predicate<Object> known = TYPES.get(type);
        if (known == null) {
            throw new IllegalStateException("the fake knows no bsonType " + type);
        }
        return known.test(value);
    }
}
