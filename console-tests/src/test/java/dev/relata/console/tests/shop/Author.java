package dev.relata.console.tests.shop;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;

/** An author. */
@Table("authors")
public record Author(@Id long id, String name) {

    public static final OneToMany<Author, Book> BOOKS =
            oneToMany(Author.class, Book::authorId).orderBy(asc(Book::title));
}
