package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OrphanPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in a division; goes with it. Immutable.
 *
 * @param id the id, from the database
 * @param divisionId the division
 * @param name the name
 */
public record Employee(@Id @Nullable Long id, Long divisionId, String name) {
    /** A key that cascades. */
    public static final ManyToOne<Employee, Division> DIVISION =
            manyToOne(Employee::divisionId, Division.class).onDelete(OnDelete.CASCADE);

    /** The one desk, which is deleted when it is taken away. */
    public static final HasOne<Employee, Desk> DESK =
            hasOne(Employee.class, Desk::employeeId).orphans(OrphanPolicy.DELETE);

    /** Links without data. */
    public static final ManyToMany<Employee, Label> SKILLS = manyToMany(Employee.class, Label.class);
}
