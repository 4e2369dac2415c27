package dev.relata.mongo.internal.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.internal.command.Fields;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;

/**
 * What documents of a type must be, as a {@code $jsonSchema}: the BSON type of each attribute, what is never missing, the
 * longest text. Fields that the model does not know are let through. Stateless.
 */
final class JsonSchemas {

    /** A whole number of 32 bits may stand for one of 64: other writers choose the smaller one. */
    private static final Map<Class<?>, List<String>> TYPES = Map.ofEntries(
            Map.entry(Byte.class, List.of("int")),
            Map.entry(Short.class, List.of("int")),
            Map.entry(Integer.class, List.of("int")),
            Map.entry(Long.class, List.of("int", "long")),
            Map.entry(Float.class, List.of("double")),
            Map.entry(Double.class, List.of("double")),
            Map.entry(BigDecimal.class, List.of("decimal")),
            Map.entry(BigInteger.class, List.of("decimal")),
            Map.entry(String.class, List.of("string")),
            Map.entry(Character.class, List.of("string")),
            Map.entry(Boolean.class, List.of("bool")),
            Map.entry(Instant.class, List.of("date")),
            Map.entry(OffsetDateTime.class, List.of("date")),
            Map.entry(ZonedDateTime.class, List.of("date")),
            Map.entry(LocalDateTime.class, List.of("date")),
            Map.entry(LocalDate.class, List.of("date")),
            Map.entry(LocalTime.class, List.of("date")),
            Map.entry(byte[].class, List.of("binData")),
            Map.entry(UUID.class, List.of("binData")),
            Map.entry(ObjectId.class, List.of("objectId")));

    private JsonSchemas() {}

    static BsonDocument of(EntityType<?> type) {
        BsonArray required = new BsonArray();
        BsonDocument properties = new BsonDocument();
        for (Attribute attribute : type.attributes()) {
            String field = Fields.of(type, attribute);
            if (!attribute.nullable() || type.id().contains(attribute)) {
                required.add(new BsonString(field));
            }
            BsonDocument property = property(attribute);
            if (!property.isEmpty()) {
                properties.put(field, property);
            }
        }
        BsonDocument schema = new BsonDocument("bsonType", new BsonString("object"));
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return new BsonDocument("$jsonSchema", schema);
    }

    /** Empty where values are documents of any shape. */
    private static BsonDocument property(Attribute attribute) {
        Class<?> valueClass = attribute.valueClass();
        BsonDocument property = new BsonDocument();
        List<String> types = TYPES.get(valueClass);
        if (types != null) {
            property.put("bsonType", words(types));
        } else if (valueClass.isEnum()) {
            property.put("bsonType", new BsonString("string"));
        } else if (valueClass.isArray()) {
            property.put("bsonType", new BsonString("array"));
        }
        if (valueClass == String.class && attribute.size().length() > 0) {
            property.put("maxLength", new BsonInt32(attribute.size().length()));
        }
        return property;
    }

    private static BsonValue words(List<String> types) {
        return types.size() == 1
                ? new BsonString(types.get(0))
                : new BsonArray(types.stream().map(BsonString::new).toList());
    }
}
