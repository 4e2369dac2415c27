package dev.relata.test.conformance.model;

import static dev.relata.model.LinkStorage.ID_ARRAY;
import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import org.jspecify.annotations.Nullable;

/**
 * A text whose row holds the ids of what it is linked to; for stores with {@code Capability.ID_ARRAYS}. Immutable.
 *
 * @param id the id, from the database
 * @param title the title
 * @param words how long
 */
public record Article(@Id @Nullable Long id, String title, int words) {

    /** Links to another type. */
    public static final ManyToMany<Article, Topic> TOPICS =
            manyToMany(Article.class, Topic.class).storedAs(ID_ARRAY);
}
