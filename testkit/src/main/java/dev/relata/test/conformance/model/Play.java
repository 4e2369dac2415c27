package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * That a track was played from a playlist; a pair may occur many times. Immutable.
 *
 * @param id the id, from the database
 * @param playlistId the playlist
 * @param trackId the track
 * @param mood how it was
 */
public record Play(
        @Id @Nullable Long id,
        Long playlistId,
        Long trackId,
        @Nullable String mood) {}
