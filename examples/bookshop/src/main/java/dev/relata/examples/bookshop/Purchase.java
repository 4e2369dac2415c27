package dev.relata.examples.bookshop;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.ManyToOne;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Copies of a book that somebody bought.
 *
 * @param id given by the database
 * @param bookId the id of the book
 * @param reader who bought them
 * @param copies how many
 * @param boughtAt when
 */
@Table("purchases")
public record Purchase(@Id @Nullable Long id, long bookId, String reader, int copies, Instant boughtAt) {

    /** The book that was bought. */
    public static final ManyToOne<Purchase, Book> BOOK = manyToOne(Purchase::bookId, Book.class);
}
