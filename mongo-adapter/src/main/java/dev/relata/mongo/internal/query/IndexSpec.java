package dev.relata.mongo.internal.query;

import java.util.List;

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
}
