package dev.relata.mongo.internal.query;

import dev.relata.metamodel.Attribute;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.mongo.internal.value.BsonMappings;
import org.bson.BsonValue;

/** A request while it is translated: the types of its values and the names used so far. Not thread-safe. */
final class Rendering {

    private final BsonMappings types;
    private int names;

    Rendering(BsonMappings types) {
        this.types = types;
    }

    /** A field name that no document has and this request has not used yet; the same for the same shape. */
    String name(String prefix) {
        return prefix + names++;
    }

    BsonMapping type(Attribute attribute) {
        return types.of(attribute);
    }

    BsonValue value(Attribute attribute, Object value) {
        return types.of(attribute).toBson(value);
    }
}
