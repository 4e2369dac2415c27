package dev.relata.console.tests.shop;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.Table;

/** A book; no index leads from an author to their books. */
@Table("books")
public record Book(@Id long id, long authorId, String title, String text) {

    public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
}
