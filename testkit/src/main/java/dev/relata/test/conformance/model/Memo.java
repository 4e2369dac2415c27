package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * What was told to somebody; only the database's constraint keeps it. Immutable.
 *
 * @param id the id, from the database
 * @param employeeId to whom
 */
public record Memo(@Id @Nullable Long id, Long employeeId) {
    /** A key that nothing is done about. */
    public static final ManyToOne<Memo, Employee> EMPLOYEE =
            manyToOne(Memo::employeeId, Employee.class).onDelete(OnDelete.DO_NOTHING);
}
