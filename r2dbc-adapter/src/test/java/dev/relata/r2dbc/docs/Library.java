package dev.relata.r2dbc.docs;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.OnDelete.SET_NULL;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Relationships.oneToOne;
import static dev.relata.model.Sort.desc;

import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.OneToOne;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model of the getting-started page. */
final class Library {

    private Library() {}

    // sample: model
    @Table("authors")
    record Author(@Id @Nullable Long id, String name, String email) {
        static final OneToMany<Author, Book> BOOKS =
                oneToMany(Author.class, Book::authorId).orderBy(desc(Book::publishedAt));
        static final OneToMany<Author, Book> LONG_READS =
                BOOKS.where(Book::pages, gt(600)).orderBy(desc(Book::pages)).limit(10);
        static final HasOne<Author, Profile> PROFILE = hasOne(Author.class, Profile::authorId);
    }

    record Profile(@Id @Nullable Long id, @Unique long authorId, String bio) {
        static final OneToOne<Profile, Author> AUTHOR = oneToOne(Profile::authorId, Author.class);
    }

    @Table("books")
    record Book(
            @Id @Nullable Long id,
            long authorId,
            @Nullable Long editorId,
            @Unique String isbn,
            String title,
            int pages,
            Instant publishedAt) {
        static final ManyToOne<Book, Author> AUTHOR =
                manyToOne(Book::authorId, Author.class).onDelete(CASCADE);
        static final ManyToOne<Book, Author> EDITOR =
                manyToOne(Book::editorId, Author.class).optional().onDelete(SET_NULL);
        static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
    }

    record Tag(@Id @Nullable Long id, String name) {
        static final ManyToMany<Tag, Book> BOOKS =
                manyToMany(Tag.class, Book.class).inverseOf("TAGS");
    }

    record Reader(@Id @Nullable Long id, String name) {
        static final ManyToManyThrough<Reader, Book, Loan> BORROWED =
                manyToMany(Reader.class, Book.class).through(Loan::readerId, Loan::bookId);
    }

    record Loan(
            @Id @Nullable Long id,
            @Unique("loan") long readerId,
            @Unique("loan") long bookId,
            int renewals) {}
    // end

    // sample: views
    record AuthorView(long id, String name, List<BookView> books, long booksCount) {}

    record BookView(String title, List<TagView> tags) {}

    record TagView(String name) {}
    // end
}
