package dev.relata.test.conformance.model;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;

import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote; the one side of most relations of the suite. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 * @param email the address, unique
 */
public record Author(
        @Id @Nullable Long id, String name, @Unique String email) {

    /** All books, by title. */
    public static final OneToMany<Author, Book> BOOKS =
            oneToMany(Author.class, Book::authorId).orderBy(asc(Book::title));

    /** A relation with a default filter. */
    public static final OneToMany<Author, Book> LONG_READS = BOOKS.where(Book::pages, gt(600));

    /** A relation with a default limit. */
    public static final OneToMany<Author, Book> TWO_LONGEST =
            BOOKS.orderBy(desc(Book::pages)).limit(2);

    /** A side without the key, whose key is required. */
    public static final HasOne<Author, Profile> PROFILE = hasOne(Author.class, Profile::authorId);
}
