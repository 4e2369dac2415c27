package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import dev.relata.model.Unique;
import dev.relata.model.UpdatedAt;
import dev.relata.model.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act's place in a show; a pair occurs once. Immutable.
 *
 * @param id the id, from the database
 * @param showId the show
 * @param actId the act
 * @param place its place, given by Relata
 * @param light what every cue needs
 * @param level what every cue needs, too
 * @param note what is said of it
 * @param version how often it was changed
 * @param changedAt when it was
 */
public record Cue(
        @Id @Nullable Long id,
        @Unique("cue") Long showId,
        @Unique("cue") Long actId,
        int place,
        String light,
        int level,
        @Nullable String note,
        @Version int version,
        @UpdatedAt @Nullable Instant changedAt) {}
