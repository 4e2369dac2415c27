package dev.relata.mongo.internal.schema;

import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A collection as it is in the database. Immutable.
 *
 * @param name its name
 * @param options what {@code listCollections} says of it
 * @param indexes what {@code listIndexes} says of it
 */
public record LiveCollection(String name, BsonDocument options, List<BsonDocument> indexes) {

    /** Copies. */
    public LiveCollection {
        options = options.clone();
        indexes = List.copyOf(indexes);
    }

    /** Whether it shows documents of other collections, and has neither a validator nor indexes. */
    boolean isView() {
        return options.containsKey("viewOn");
    }

    BsonDocument validator() {
        return options.getDocument("validator", new BsonDocument());
    }

    /** Whether some index for all documents begins with the fields, in any order, so that documents are found by them. */
    boolean serves(List<String> fields) {
        return indexes.stream()
                .filter(index -> !index.containsKey("partialFilterExpression"))
                .map(LiveCollection::fields)
                .filter(there -> there.size() >= fields.size())
                .anyMatch(there -> same(there.subList(0, fields.size()), fields));
    }

    /** The indexes that are unique over just the fields, in any order. */
    List<BsonDocument> unique(List<String> fields) {
        return indexes.stream()
                .filter(index -> truthy(index.get("unique")))
                .filter(index -> same(fields(index), fields))
                .toList();
    }

    static boolean truthy(@Nullable BsonValue value) {
        return value != null && value.isBoolean() && value.asBoolean().getValue();
    }

    private static boolean same(List<String> one, List<String> other) {
        return one.size() == other.size() && one.containsAll(other);
    }

    private static List<String> fields(BsonDocument index) {
        return List.copyOf(index.getDocument("key", new BsonDocument()).keySet());
    }
}
