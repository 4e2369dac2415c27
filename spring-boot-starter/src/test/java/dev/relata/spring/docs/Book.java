package dev.relata.spring.docs;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.CreatedDate;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

// sample: book
@Table("books")
record Book(
        @Id Long id,
        @Column("author_ref") Long authorId,
        String title,
        int pages,
        @Version Long version,
        @CreatedDate @Nullable Instant createdAt) {

    static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
    static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
}
// end
