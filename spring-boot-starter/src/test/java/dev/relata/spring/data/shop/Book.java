package dev.relata.spring.data.shop;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.ManyToOne;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.CreatedDate;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.LastModifiedDate;
import org.springframework.data.annotation.ReadOnlyProperty;
import org.springframework.data.annotation.Transient;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.InsertOnlyProperty;
import org.springframework.data.relational.core.mapping.Table;

/** A book with every annotation of Spring Data that Relata understands. */
@Table("volumes")
record Book(
        @Id Long id,
        @Column("author_ref") Long authorId,
        String title,
        @Version Long version,
        @CreatedDate @Nullable Instant createdAt,
        @LastModifiedDate @Nullable Instant changedAt,
        @InsertOnlyProperty @Nullable String origin,
        @ReadOnlyProperty @Nullable String label,
        @Transient boolean selected) {

    static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);

    static Book draft(Long authorId, String title) {
        return new Book(null, authorId, title, null, null, null, "shop", "ignored", true);
    }

    Book titled(String other) {
        return new Book(id, authorId, other, version, createdAt, changedAt, "elsewhere", "ignored", true);
    }
}
