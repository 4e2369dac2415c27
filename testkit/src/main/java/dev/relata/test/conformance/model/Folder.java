package dev.relata.test.conformance.model;

import static dev.relata.model.LinkStorage.ID_ARRAY;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids of its sheets; for stores with {@code Capability.ID_ARRAYS}. Immutable.
 *
 * @param id the id, from the database
 * @param name what it is called
 */
public record Folder(@Id @Nullable Long id, String name) {

    /** Rows that hold no key of their owner. */
    public static final OneToMany<Folder, Sheet> SHEETS =
            oneToMany(Folder.class, Sheet.class).storedAs(ID_ARRAY);
}
