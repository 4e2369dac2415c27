package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import org.jspecify.annotations.Nullable;

/**
 * Lies below another one of its own type, or below none; nothing keeps it from lying below itself. Immutable.
 *
 * @param id the id, given
 * @param parentId the one above, optional
 * @param name the name
 */
@Table("categories")
public record Category(@Id Long id, @Nullable Long parentId, String name) {

    /** The one above. */
    public static final ManyToOne<Category, Category> PARENT =
            manyToOne(Category::parentId, Category.class).optional();

    /** Those below, by name. */
    public static final OneToMany<Category, Category> CHILDREN =
            oneToMany(Category.class, Category::parentId).orderBy(asc(Category::name));
}
