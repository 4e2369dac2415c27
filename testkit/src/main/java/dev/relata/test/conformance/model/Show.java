package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import org.jspecify.annotations.Nullable;

/**
 * An evening of acts. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Show(@Id @Nullable Long id, String name) {

    /** Links with data that every link needs, in an order, that count their changes. */
    public static final ManyToManyThrough<Show, Act, Cue> CUES =
            manyToMany(Show.class, Act.class).through(Cue::showId, Cue::actId).orderedBy(Cue::place);

    /** Links with data that every link needs, without an order. */
    public static final ManyToManyThrough<Show, Act, Billing> BILLS =
            manyToMany(Show.class, Act.class).through(Billing::showId, Billing::actId);
}
