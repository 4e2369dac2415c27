package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

/**
 * Who holds tickets. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Rider(@Id @Nullable Long id, String name) {

    /** The tickets. */
    public static final OneToMany<Rider, Ticket> TICKETS = oneToMany(Rider.class, Ticket::riderId);

    /** What the tickets are for. */
    public static final ManyToManyThrough<Rider, Ride, Ticket> RIDES =
            manyToMany(Rider.class, Ride.class).through(Ticket::riderId, Ticket::rideId);
}
