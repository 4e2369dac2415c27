package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;

/**
 * Refers to something by a key that nothing makes unique. Immutable.
 *
 * @param id the id, from the database
 * @param zone the zone
 */
public record Parcel(@Id @Nullable Long id, String zone) {

    /** A key that refers to another attribute than the id. */
    public static final ManyToOne<Parcel, Rate> RATE =
            manyToOne(Parcel::zone, Rate.class).references(Rate::zone);
}
