package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.oneToOne;

import dev.relata.model.Id;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToOne;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody sits; falls to the employee with the id 1 when its own goes. Immutable.
 *
 * @param id the id, from the database
 * @param employeeId whose it is
 */
public record Desk(@Id @Nullable Long id, Long employeeId) {
    /** A key with a default. */
    public static final OneToOne<Desk, Employee> EMPLOYEE =
            oneToOne(Desk::employeeId, Employee.class).onDelete(OnDelete.SET_DEFAULT, 1L);
}
