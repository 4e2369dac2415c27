package dev.relata.benchmarks.library;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;

/**
 * An author, of a hundred books.
 *
 * @param id the key
 * @param name the name
 * @param email the address
 */
@Table(LibraryTables.AUTHORS)
public record Author(@Id long id, String name, String email) {

    static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
}
