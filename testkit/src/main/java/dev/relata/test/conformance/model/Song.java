package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;

/**
 * What is sold. Immutable.
 *
 * @param id the id, from the database
 * @param styleId the style, or null for none
 * @param title the title
 */
public record Song(@Id @Nullable Long id, @Nullable Long styleId, String title) {

    /** An optional key. */
    public static final ManyToOne<Song, Style> STYLE =
            manyToOne(Song::styleId, Style.class).optional();
}
