package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.value;
import static dev.relata.mongo.internal.command.Documents.variable;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Conditions on all components of a key at once. Stateless. */
final class KeyConditions {

    private KeyConditions() {}

    /** How documents are restricted by a key. */
    @FunctionalInterface
    interface KeyCondition {
        BsonDocument on(Rendering rendering, EntityType<?> type, List<Attribute> attributes);
    }

    /** The key is one of the given. */
    static KeyCondition among(List<? extends List<?>> keys) {
        return (rendering, type, attributes) -> in(rendering, type, attributes, keys);
    }

    static BsonDocument in(
            Rendering rendering, EntityType<?> type, List<Attribute> attributes, List<? extends List<?>> keys) {
        if (keys.size() == 1) {
            return equal(rendering, type, attributes, keys.get(0));
        }
        if (attributes.size() > 1) {
            List<BsonDocument> any = keys.stream()
                    .map(key -> equal(rendering, type, attributes, key))
                    .toList();
            return any.isEmpty() ? Filters.NONE : of("$or", array(any));
        }
        Attribute attribute = attributes.get(0);
        List<BsonValue> values =
                keys.stream().map(key -> rendering.value(attribute, key.get(0))).toList();
        return of(Fields.of(type, attribute), of("$in", array(values)));
    }

    static BsonDocument equal(Rendering rendering, EntityType<?> type, List<Attribute> attributes, List<?> key) {
        List<BsonDocument> parts = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            Attribute attribute = attributes.get(i);
            parts.add(Filters.equal(Fields.of(type, attribute), rendering.value(attribute, key.get(i))));
        }
        return Documents.and(parts);
    }

    /** The key is that of variables, none of which may be missing; an index on the key serves it. */
    static KeyCondition variables(List<String> names) {
        return variables(names, "");
    }

    /** The key of a part of the document is that of variables. */
    static KeyCondition variables(List<String> names, String part) {
        return (rendering, type, attributes) -> {
            BsonDocument condition = new BsonDocument();
            List<BsonDocument> equal = new ArrayList<>();
            for (int i = 0; i < attributes.size(); i++) {
                String field = part + Fields.of(type, attributes.get(i));
                if (Fields.optional(type, attributes.get(i))) {
                    condition.put(field, of("$ne", BsonNull.VALUE));
                }
                equal.add(of("$eq", array(value(field), variable(names.get(i)))));
            }
            condition.put("$expr", equal.size() == 1 ? equal.get(0) : of("$and", array(equal)));
            return condition;
        };
    }
}
