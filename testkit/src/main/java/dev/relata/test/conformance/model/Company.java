package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.HasManyThrough;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

/**
 * What a cascade of several levels begins at. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Company(@Id @Nullable Long id, String name) {

    /** Its parts. */
    public static final OneToMany<Company, Division> DIVISIONS = oneToMany(Company.class, Division::companyId);

    /** Those in its parts, by name. */
    public static final HasManyThrough<Company, Employee> EMPLOYEES = hasManyThrough(
                    () -> Company.DIVISIONS, () -> Employee.DIVISION.inverse())
            .orderBy(asc(Employee::name));

    /** What those in its parts can do, each once. */
    public static final HasManyThrough<Company, Label> SKILLS = hasManyThrough(
                    () -> Company.DIVISIONS, () -> Employee.DIVISION.inverse(), () -> Employee.SKILLS)
            .orderBy(asc(Label::name));

    /** Where those in its parts sit, through a relation that goes through others itself. */
    public static final HasManyThrough<Company, Desk> DESKS =
            hasManyThrough(() -> Company.EMPLOYEES, () -> Employee.DESK);
}
