package dev.relata.benchmarks.library;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;

/** An author, of a hundred books. */
@Table(LibraryTables.AUTHORS)
record Author(@Id long id, String name, String email) {

    static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
}
