package dev.relata.mongo.internal.command;

import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * An index that the model asks for. Immutable.
 *
 * @param collection the collection
 * @param name its name; for unique ones that of the constraint
 * @param fields its fields, in order
 * @param unique whether no two documents share the fields
 * @param optional those of the fields that documents may lack; documents that lack one are not unique
 */
public record IndexSpec(String collection, String name, List<String> fields, boolean unique, List<String> optional) {

    /** Copies the lists. */
    public IndexSpec {
        fields = List.copyOf(fields);
        optional = List.copyOf(optional);
    }

    /**
     * Returns the fields as an ascending key.
     *
     * @return the key
     */
    public BsonDocument key() {
        BsonDocument key = new BsonDocument();
        fields.forEach(field -> key.put(field, Documents.ONE));
        return key;
    }

    /**
     * Tells whether the index leaves out documents without its field. A sparse index of several fields holds documents that have
     * any of them, and so serves only one field.
     *
     * @return true for a unique index of one field that may be missing
     */
    public boolean sparse() {
        return unique && fields.size() == 1 && !optional.isEmpty();
    }

    /**
     * Returns the condition on the documents that the index holds.
     *
     * @return the condition that no field is missing, or null for an index of all documents
     */
    public @Nullable BsonDocument partialFilter() {
        if (!unique || fields.size() == 1 || optional.isEmpty()) {
            return null;
        }
        BsonDocument there = new BsonDocument();
        optional.forEach(field -> there.put(field, Documents.of("$exists", BsonBoolean.TRUE)));
        return there;
    }
}
