package dev.relata.spring.data.shop;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.OneToMany;
import org.springframework.data.annotation.Id;

/** An author as Spring Data knows one; its table has the name of the naming strategy. */
record Author(@Id Long id, String fullName) {

    static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
}
