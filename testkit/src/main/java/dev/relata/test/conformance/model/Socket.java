package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;

/**
 * What hangs on a plug, and goes with it. Immutable.
 *
 * @param id the id, given
 * @param plugId the plug, required
 */
public record Socket(@Id Long id, Long plugId) {
    /** The other half of the circle. */
    public static final ManyToOne<Socket, Plug> PLUG =
            manyToOne(Socket::plugId, Plug.class).onDelete(OnDelete.CASCADE);
}
