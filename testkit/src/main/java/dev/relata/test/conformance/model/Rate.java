package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * What a parcel costs in a zone; a zone may have several. Immutable.
 *
 * @param id the id, from the database
 * @param zone the zone, not unique
 * @param cents the price
 */
public record Rate(@Id @Nullable Long id, String zone, int cents) {

    /** What no store knows of: a row that breaks it cannot be read. */
    public Rate {
        if (cents < 0) {
            throw new IllegalArgumentException("cents must be 0 or more, were " + cents);
        }
    }
}
