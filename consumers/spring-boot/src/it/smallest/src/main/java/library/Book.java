package library;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;

public record Book(@Id @Nullable Long id, long authorId, String title) {

    public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
}
