package dev.relata.benchmarks.library;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.Table;
import java.time.Instant;

/**
 * A book, with three tags.
 *
 * @param id the key
 * @param authorId the author
 * @param title the title
 * @param pages the pages
 * @param publishedAt when
 */
@Table(LibraryTables.BOOKS)
public record Book(@Id long id, long authorId, String title, int pages, Instant publishedAt) {

    static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
    static final ManyToMany<Book, Tag> TAGS =
            manyToMany(Book.class, Tag.class).junction(LibraryTables.LINKS).columns("book_id", "tag_id");
}
