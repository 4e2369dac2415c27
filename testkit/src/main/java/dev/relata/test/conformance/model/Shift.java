package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * When somebody worked; the database deletes it with the employee. Immutable.
 *
 * @param id the id, from the database
 * @param employeeId who
 */
public record Shift(@Id @Nullable Long id, Long employeeId) {
    /** A key that the database cascades. */
    public static final ManyToOne<Shift, Employee> EMPLOYEE =
            manyToOne(Shift::employeeId, Employee.class).onDelete(OnDelete.DB_CASCADE);
}
