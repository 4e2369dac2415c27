package dev.relata.spring.test.library;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;
import org.springframework.data.relational.core.mapping.Table;

@Table("authors")
public record Author(
        @Id @org.springframework.data.annotation.Id @Nullable
        Long id,

        @Unique String name) {

    public static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
}
