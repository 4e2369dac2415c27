package library;

import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.OnDelete.SET_NULL;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Table("books")
record Book(
        @Id @Nullable Long id,
        Long authorId,
        @Nullable Long editorId,
        @Unique String isbn,
        String title,
        int pages,
        Instant publishedAt,
        Map<String, String> notes) {
    static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class).onDelete(CASCADE);
    static final ManyToOne<Book, Person> EDITOR =
            manyToOne(Book::editorId, Person.class).optional().onDelete(SET_NULL);
    static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
}
