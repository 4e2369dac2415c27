package dev.relata.spring.test.library;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;
import org.springframework.data.relational.core.mapping.Table;

@Table("books")
public record Book(
        @Id @org.springframework.data.annotation.Id @Nullable
        Long id,

        long authorId,
        String title) {

    public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
}
