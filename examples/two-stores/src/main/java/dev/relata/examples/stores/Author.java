package dev.relata.examples.stores;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.desc;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;

/** Someone who writes. */
record Author(@Id String id, String name) {

    static final OneToMany<Author, Book> BOOKS =
            oneToMany(Author.class, Book::authorId).orderBy(desc(Book::pages));
}
