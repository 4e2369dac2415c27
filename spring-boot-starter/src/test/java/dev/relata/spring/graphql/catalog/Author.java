package dev.relata.spring.graphql.catalog;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

public record Author(@Id @Nullable Long id, String name) {

    public static final OneToMany<Author, Book> BOOKS =
            oneToMany(Author.class, Book::authorId).orderBy(asc(Book::title));
}
