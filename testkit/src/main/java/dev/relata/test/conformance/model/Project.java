package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * What a company works on; goes with the company, and keeps who leads it from going alone. Immutable.
 *
 * @param id the id, from the database
 * @param companyId whose it is
 * @param leadId who leads it
 * @param name the name
 */
public record Project(@Id @Nullable Long id, Long companyId, Long leadId, String name) {
    /** A key that cascades. */
    public static final ManyToOne<Project, Company> COMPANY =
            manyToOne(Project::companyId, Company.class).onDelete(OnDelete.CASCADE);

    /** A key that restricts. */
    public static final ManyToOne<Project, Employee> LEAD =
            manyToOne(Project::leadId, Employee.class).onDelete(OnDelete.RESTRICT);
}
