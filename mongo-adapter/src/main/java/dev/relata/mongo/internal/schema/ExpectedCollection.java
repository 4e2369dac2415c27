package dev.relata.mongo.internal.schema;

import dev.relata.metamodel.Model;
import dev.relata.mongo.internal.command.IndexSpec;
import dev.relata.mongo.internal.query.Indexes;
import dev.relata.spi.StoredEntities;
import java.util.List;
import org.bson.BsonDocument;

/**
 * A collection that the model asks for. Immutable.
 *
 * @param name its name
 * @param entity the type whose rows it holds, or the junction's own name
 * @param validator what its documents must be
 * @param indexes its indexes besides that of {@code _id}
 * @param readOnly whether its documents are only read, so that it is not created and only its absence is a difference
 */
public record ExpectedCollection(
        String name, String entity, BsonDocument validator, List<IndexSpec> indexes, boolean readOnly) {

    /** Copies. */
    public ExpectedCollection {
        validator = validator.clone();
        indexes = List.copyOf(indexes);
    }

    /**
     * Derives the collections of a model.
     *
     * @param model the model
     * @return those of the records in the order of the model, then the junctions without a record; none for links that are
     *     arrays in their owners' documents
     */
    public static List<ExpectedCollection> of(Model model) {
        Indexes indexes = Indexes.of(model);
        return StoredEntities.of(model).stream()
                .filter(type -> type.idArray().isEmpty())
                .map(type -> new ExpectedCollection(
                        type.table(), type.name(), JsonSchemas.of(type), indexes.of(type.table()), type.readOnly()))
                .toList();
    }
}
