package library;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

record Enrollment(@Id @Nullable Long id, Long studentId, Long courseId, @Nullable String grade) {}
