package dev.relata.benchmarks.spring;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.OneToMany;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** An author, to Relata and to Spring Data. */
@Table("authors")
@dev.relata.model.Table("authors")
record Author(@Id @dev.relata.model.Id Long id, String name) {

    static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
}
