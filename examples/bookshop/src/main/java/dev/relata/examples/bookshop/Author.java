package dev.relata.examples.bookshop;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * An author.
 *
 * @param id given by the database
 * @param name the name
 */
@Table("authors")
public record Author(@Id @Nullable Long id, String name) {

    /** The books of an author, by title. */
    public static final OneToMany<Author, Book> BOOKS =
            oneToMany(Author.class, Book::authorId).orderBy(asc(Book::title));
}
