package dev.relata.benchmarks.spring;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.ManyToMany;
import java.time.Instant;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A book, to Relata and to Spring Data. */
@Table("books")
@dev.relata.model.Table("books")
record Book(@Id @dev.relata.model.Id Long id, long authorId, String title, int pages, Instant createdAt) {

    static final ManyToMany<Book, Tag> TAGS =
            manyToMany(Book.class, Tag.class).junction("book_tags").columns("book_id", "tag_id");
}
