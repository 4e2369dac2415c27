package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import org.jspecify.annotations.Nullable;

/**
 * Who takes courses. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Student(@Id @Nullable Long id, String name) {

    /** Links that are records of their own. */
    public static final ManyToManyThrough<Student, Course, Enrollment> COURSES =
            manyToMany(Student.class, Course.class).through(Enrollment::studentId, Enrollment::courseId);
}
