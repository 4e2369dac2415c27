package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import org.jspecify.annotations.Nullable;

/**
 * What shows are made of. Immutable.
 *
 * @param id the id, from the database
 * @param title the title
 */
public record Act(@Id @Nullable Long id, String title) {

    /** The other side of the cues, which have their order from there. */
    public static final ManyToManyThrough<Act, Show, Cue> SHOWS =
            manyToMany(Act.class, Show.class).through(Cue::actId, Cue::showId).inverseOf("CUES");
}
