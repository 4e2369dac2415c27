package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * What fits into a socket, and goes with it. Immutable.
 *
 * @param id the id, given
 * @param socketId the socket, optional
 */
public record Plug(@Id Long id, @Nullable Long socketId) {
    /** One half of a circle of two types. */
    public static final ManyToOne<Plug, Socket> SOCKET =
            manyToOne(Plug::socketId, Socket.class).optional().onDelete(OnDelete.CASCADE);
}
