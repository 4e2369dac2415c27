package dev.relata.examples.bookshop;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.ManyToMany;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A subject that books are found by.
 *
 * @param id given by the database
 * @param name the name
 */
@Table("tags")
public record Tag(@Id @Nullable Long id, String name) {

    /** The books with a tag. */
    public static final ManyToMany<Tag, Book> BOOKS =
            manyToMany(Tag.class, Book.class).inverseOf("TAGS");
}
