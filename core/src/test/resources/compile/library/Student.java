package library;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import org.jspecify.annotations.Nullable;

record Student(@Id @Nullable Long id, String name) {
    static final ManyToManyThrough<Student, Course, Enrollment> COURSES =
            manyToMany(Student.class, Course.class).through(Enrollment::studentId, Enrollment::courseId);
}
