package dev.relata.schema;

import dev.relata.metamodel.Model;
import java.util.List;

/**
 * What a model expects of a store: the tables of its records and junctions. Immutable.
 *
 * <pre>{@code
 * ExpectedSchema.of(model).tables().get(0).uniqueKeys();   // [[email]]
 * }</pre>
 *
 * @param tables those of the records in the order of the model, then the junctions without a record
 */
public record ExpectedSchema(List<ExpectedTable> tables) {

    /**
     * Answers the tables that the model creates.
     *
     * @return all but those whose rows are only read
     */
    public List<ExpectedTable> created() {
        return tables.stream().filter(table -> !table.readOnly()).toList();
    }

    /** Copies the list. */
    public ExpectedSchema {
        tables = List.copyOf(tables);
    }

    /**
     * Derives the schema of a model: a table for each record and each junction, a unique key for each {@code @Unique} and
     * each one-to-one, a foreign key for each relationship that refers to something unique, and an index for each of their
     * keys that no other begins with.
     *
     * @param model the model
     * @return the schema
     */
    public static ExpectedSchema of(Model model) {
        return new SchemaBuilder(model).build();
    }
}
