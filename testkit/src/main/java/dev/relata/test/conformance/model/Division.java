package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * A part of a company, or of another division; goes with either. Immutable.
 *
 * @param id the id, from the database
 * @param companyId whose part it is
 * @param parentId the division above, optional
 * @param headId who leads it, optional
 * @param name the name
 */
public record Division(
        @Id @Nullable Long id,
        Long companyId,
        @Nullable Long parentId,
        @Nullable Long headId,
        String name) {
    /** A key that cascades. */
    public static final ManyToOne<Division, Company> COMPANY =
            manyToOne(Division::companyId, Company.class).onDelete(OnDelete.CASCADE);

    /** A key to its own type that cascades. */
    public static final ManyToOne<Division, Division> PARENT =
            manyToOne(Division::parentId, Division.class).optional().onDelete(OnDelete.CASCADE);

    /** A key that is cleared, to a type below this one. */
    public static final ManyToOne<Division, Employee> HEAD =
            manyToOne(Division::headId, Employee.class).optional().onDelete(OnDelete.SET_NULL);
}
