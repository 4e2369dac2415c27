package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

/**
 * Sells wares. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Shop(@Id @Nullable Long id, String name) {

    /** What it sells. */
    public static final OneToMany<Shop, Ware> WARES = oneToMany(Shop.class, Ware::shopId);
}
