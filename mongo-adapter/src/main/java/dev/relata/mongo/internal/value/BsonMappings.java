package dev.relata.mongo.internal.value;

import dev.relata.metamodel.Attribute;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** The types of attributes, each made once. Thread-safe. */
public final class BsonMappings {

    private final JsonMapper json;
    private final Map<Attribute, BsonMapping> known = new ConcurrentHashMap<>();

    /**
     * Makes a collection of types that knows none yet.
     *
     * @param json what turns values without a BSON type of their own into documents
     */
    public BsonMappings(JsonMapper json) {
        this.json = json;
    }

    /**
     * The type of an attribute's values.
     *
     * @param attribute the attribute
     * @return the type, the same for each call
     */
    public BsonMapping of(Attribute attribute) {
        BsonMapping type = known.get(attribute);
        return type != null ? type : known.computeIfAbsent(attribute, any -> BsonMapping.of(any, json));
    }
}
