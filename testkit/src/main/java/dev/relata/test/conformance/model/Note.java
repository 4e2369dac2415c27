package dev.relata.test.conformance.model;

import dev.relata.model.CreatedAt;
import dev.relata.model.Id;
import dev.relata.model.OrderBy;
import dev.relata.model.UpdatedAt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Has times that Relata gives and an order of its own. Immutable.
 *
 * @param id the id, given
 * @param text the text
 * @param rank its place, not unique
 * @param createdAt when it was inserted
 * @param updatedAt when it was changed
 */
@OrderBy("rank desc")
public record Note(
        @Id Long id,
        String text,
        int rank,
        @CreatedAt @Nullable Instant createdAt,
        @UpdatedAt @Nullable Instant updatedAt) {}
