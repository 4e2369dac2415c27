package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.oneToOne;

import dev.relata.model.Id;
import dev.relata.model.OneToOne;
import org.jspecify.annotations.Nullable;

/**
 * Something a person has one of, or nobody. Immutable.
 *
 * @param id the id, from the database
 * @param personId whose it is, optional
 * @param label what it says
 */
public record Badge(@Id @Nullable Long id, @Nullable Long personId, String label) {

    /** An optional key that is unique. */
    public static final OneToOne<Badge, Person> PERSON =
            oneToOne(Badge::personId, Person.class).optional();
}
