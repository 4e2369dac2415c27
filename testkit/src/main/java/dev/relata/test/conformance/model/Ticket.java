package dev.relata.test.conformance.model;

import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * A join record with a component that the database is to fill, and that the suite's own tables do not: there a null can be
 * stored that the record does not allow. Immutable.
 *
 * @param id the id, from the database
 * @param riderId the rider
 * @param rideId the ride
 * @param code never null, says the record
 * @param seat may be null
 */
public record Ticket(
        @Id @Nullable Long id,
        Long riderId,
        Long rideId,
        @DatabaseDefault("'none'") String code,
        @Nullable String seat) {}
