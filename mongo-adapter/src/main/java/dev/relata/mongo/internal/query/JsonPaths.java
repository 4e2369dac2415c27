package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;

import dev.relata.error.RefusedException;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.mongo.internal.value.JsonScalars;
import dev.relata.spi.Predicate.Comparison;
import java.util.List;
import org.bson.BsonDocument;

/** Conditions on values within documents; as expressions, for conditions on fields look into arrays too. Stateless. */
final class JsonPaths {

    private JsonPaths() {}

    static BsonDocument equal(BsonMapping type, String field, Comparison comparison) {
        String name = comparison.path().attribute().qualifiedName();
        if (!type.isDocument()) {
            throw new RefusedException(
                    name + " is not stored as a document: json(…) needs a component of a type that is,"
                            + " such as a record or a Map");
        }
        StringBuilder path = new StringBuilder(field);
        for (Object key : (List<?>) comparison.operands().get(0)) {
            path.append('.').append(checked(name, String.valueOf(key)));
        }
        List<BsonDocument> equal = JsonScalars.equalTo(comparison.operands().get(1)).stream()
                .map(value -> of("$eq", array(Documents.value(path.toString()), of("$literal", value))))
                .toList();
        return of("$expr", equal.size() == 1 ? equal.get(0) : of("$or", array(equal)));
    }

    private static String checked(String name, String key) {
        if (key.isEmpty() || key.startsWith("$") || key.indexOf('.') >= 0) {
            throw new RefusedException(
                    name + ": the key \"" + key + "\" is empty, begins with a dollar or holds a point,"
                            + " which paths of MongoDB cannot have; look for another key");
        }
        return key;
    }
}
