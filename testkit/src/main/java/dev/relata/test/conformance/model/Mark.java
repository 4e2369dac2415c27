package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * What an enrollment was worth; goes with it. Immutable.
 *
 * @param id the id, from the database
 * @param enrollmentId the enrollment, a link
 * @param points how much
 */
public record Mark(@Id @Nullable Long id, Long enrollmentId, int points) {
    /** A key to a join record. */
    public static final ManyToOne<Mark, Enrollment> ENROLLMENT =
            manyToOne(Mark::enrollmentId, Enrollment.class).onDelete(OnDelete.CASCADE);
}
