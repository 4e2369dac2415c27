package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody sits; falls to the employee with the id 1 when its own goes. Immutable.
 *
 * @param id the id, from the database
 * @param employeeId whose it is
 */
public record Desk(@Id @Nullable Long id, Long employeeId) {
    /** A key with a default. */
    public static final ManyToOne<Desk, Employee> EMPLOYEE =
            manyToOne(Desk::employeeId, Employee.class).onDelete(OnDelete.SET_DEFAULT, 1L);
}
