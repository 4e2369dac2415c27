package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/**
 * A student's place in a course; a pair occurs once. Immutable.
 *
 * @param id the id, from the database
 * @param studentId the student
 * @param courseId the course
 * @param grade the grade, once there is one
 */
public record Enrollment(
        @Id @Nullable Long id,
        @Unique("place") Long studentId,
        @Unique("place") Long courseId,
        @Nullable String grade) {}
