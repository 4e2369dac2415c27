package dev.relata.spring.docs;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.OneToMany;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

// sample: author
@Table("authors") // of org.springframework.data.relational
record Author(@Id Long id, String name) { // of org.springframework.data.annotation

    static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
}
// end
