package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;

/**
 * What is owed for a project, which it protects. Immutable.
 *
 * @param id the id, from the database
 * @param projectId the project
 * @param number what it says
 */
public record Invoice(@Id @Nullable Long id, Long projectId, String number) {
    /** A key that protects, as nothing else is said. */
    public static final ManyToOne<Invoice, Project> PROJECT = manyToOne(Invoice::projectId, Project.class);
}
