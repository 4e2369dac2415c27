package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import org.jspecify.annotations.Nullable;

/**
 * A list of tracks whose order is kept. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Playlist(@Id @Nullable Long id, String name) {

    /** Links in an order. */
    public static final ManyToMany<Playlist, Track> TRACKS =
            manyToMany(Playlist.class, Track.class).ordered();

    /** Links that are records of their own, in an order. */
    public static final ManyToManyThrough<Playlist, Track, Slot> SLOTS = manyToMany(Playlist.class, Track.class)
            .through(Slot::playlistId, Slot::trackId)
            .orderedBy(Slot::place);

    /** Links that may be there many times. */
    public static final ManyToManyThrough<Playlist, Track, Play> PLAYS =
            manyToMany(Playlist.class, Track.class).through(Play::playlistId, Play::trackId);
}
