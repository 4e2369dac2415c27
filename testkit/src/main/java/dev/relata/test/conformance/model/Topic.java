package dev.relata.test.conformance.model;

import static dev.relata.model.LinkStorage.ID_ARRAY;
import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import org.jspecify.annotations.Nullable;

/**
 * What articles are about. Immutable.
 *
 * @param id the id, from the database
 * @param name what it is called
 */
public record Topic(@Id @Nullable Long id, String name) {

    /** Links to the same type, under a name of its own. */
    public static final ManyToMany<Topic, Topic> NARROWER =
            manyToMany(Topic.class, Topic.class).storedAs(ID_ARRAY, "narrower");
}
