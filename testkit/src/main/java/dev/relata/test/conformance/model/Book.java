package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.Unique;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is written. Immutable.
 *
 * @param id the id, from the database
 * @param authorId the author, required
 * @param editorId the editor, optional
 * @param title the title
 * @param pages how long
 * @param isbn a unique key that may be null
 * @param publishedAt when
 */
public record Book(
        @Id @Nullable Long id,
        Long authorId,
        @Nullable Long editorId,
        String title,
        int pages,
        @Unique @Nullable String isbn,
        Instant publishedAt) {

    /** A required key. */
    public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);

    /** An optional key. */
    public static final ManyToOne<Book, Person> EDITOR =
            manyToOne(Book::editorId, Person.class).optional();

    /** Links without data. */
    public static final ManyToMany<Book, Label> LABELS = manyToMany(Book.class, Label.class);
}
