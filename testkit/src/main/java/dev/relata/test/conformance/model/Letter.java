package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;

/**
 * Refers to something by a key that nothing makes unique, so no constraint holds it; optional. Immutable.
 *
 * @param id the id, from the database
 * @param zone the zone, if it goes anywhere
 */
public record Letter(@Id @Nullable Long id, @Nullable String zone) {

    /** A key that may point nowhere. */
    public static final ManyToOne<Letter, Rate> RATE =
            manyToOne(Letter::zone, Rate.class).references(Rate::zone).optional();
}
