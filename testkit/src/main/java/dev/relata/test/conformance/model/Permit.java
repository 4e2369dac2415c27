package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;

/**
 * What keeps a region's id as it is. Immutable.
 *
 * @param id the id, given
 * @param regionCode the region
 */
public record Permit(@Id Long id, String regionCode) {

    /** A key that does not follow. */
    public static final ManyToOne<Permit, Region> REGION = manyToOne(Permit::regionCode, Region.class);
}
