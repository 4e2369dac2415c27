package dev.relata.spring.graphql.catalog;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

public record Book(
        @Id @Nullable Long id,
        long authorId,
        String title,
        int pages,
        @Nullable LocalDate published) {

    public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);

    public static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
}
