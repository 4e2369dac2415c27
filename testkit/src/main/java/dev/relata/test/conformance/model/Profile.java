package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.oneToOne;

import dev.relata.model.Id;
import dev.relata.model.OneToOne;
import org.jspecify.annotations.Nullable;

/**
 * What an author has one of. Immutable.
 *
 * @param id the id, from the database
 * @param authorId whose it is, required
 * @param bio what it says
 */
public record Profile(@Id @Nullable Long id, Long authorId, String bio) {

    /** A required key that is unique. */
    public static final OneToOne<Profile, Author> AUTHOR = oneToOne(Profile::authorId, Author.class);
}
