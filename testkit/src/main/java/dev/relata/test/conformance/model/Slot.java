package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/**
 * A track's place in a playlist; a pair occurs once. Immutable.
 *
 * @param id the id, from the database
 * @param playlistId the playlist
 * @param trackId the track
 * @param place its place, given by Relata
 * @param note what is said of it
 */
public record Slot(
        @Id @Nullable Long id,
        @Unique("slot") Long playlistId,
        @Unique("slot") Long trackId,
        int place,
        @Nullable String note) {}
