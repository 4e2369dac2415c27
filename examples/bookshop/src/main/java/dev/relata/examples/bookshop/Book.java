package dev.relata.examples.bookshop;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Sort.asc;

import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A book.
 *
 * @param id given by the database
 * @param authorId the id of its author
 * @param title the title
 * @param published the year
 * @param price the price of one copy
 * @param stock the copies that are there
 * @param version counts the changes, so that two who buy the last copy at once do not both get it
 */
@Table("books")
public record Book(
        @Id @Nullable Long id,
        long authorId,
        String title,
        int published,
        BigDecimal price,
        int stock,
        @Version int version) {

    /** The author of a book. */
    public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);

    /** The tags of a book, by name. */
    public static final ManyToMany<Book, Tag> TAGS =
            manyToMany(Book.class, Tag.class).orderBy(asc(Tag::name));

    Book withoutCopies(int copies) {
        return new Book(id, authorId, title, published, price, stock - copies, version);
    }
}
