package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnUpdate;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/**
 * Something whose keys change. Immutable.
 *
 * @param code the id, given
 * @param tag a key besides the id
 * @param parentCode the region around it, or itself, optional
 */
public record Region(
        @Id String code, @Unique String tag, @Nullable String parentCode) {

    /** A key to its own type that follows. */
    public static final ManyToOne<Region, Region> PARENT =
            manyToOne(Region::parentCode, Region.class).optional().onUpdate(OnUpdate.CASCADE);

    /** Links, which follow always. */
    public static final ManyToMany<Region, Label> LABELS = manyToMany(Region.class, Label.class);
}
