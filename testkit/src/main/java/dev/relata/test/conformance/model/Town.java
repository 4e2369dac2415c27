package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;

/**
 * A part of a region, whose id holds the region's. Immutable.
 *
 * @param regionCode the region, part of the id
 * @param number the number, unique in the region
 */
public record Town(@Id String regionCode, @Id Long number) {

    /** A key that is a part of the id, and follows. */
    public static final ManyToOne<Town, Region> REGION =
            manyToOne(Town::regionCode, Region.class).onDelete(OnDelete.CASCADE).onUpdate(OnUpdate.CASCADE);
}
