package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A street of a town, and the regions that it begins and ends in. Immutable.
 *
 * @param id the id, given
 * @param regionCode the region of the town
 * @param townNumber the town's number in it
 * @param startTag the tag of the region where it begins, optional
 * @param endTag the tag of the region where it ends, optional
 */
public record Street(
        @Id Long id,
        String regionCode,
        Long townNumber,
        @Nullable String startTag,
        @Nullable String endTag) {

    /** A key of two components that follows a key that follows. */
    public static final ManyToOne<Street, Town> TOWN = manyToOne(
                    key(Street::regionCode, Street::townNumber), Town.class)
            .onDelete(OnDelete.CASCADE)
            .onUpdate(OnUpdate.CASCADE);

    /** A key that refers to another key than the id, and follows it. */
    public static final ManyToOne<Street, Region> START = manyToOne(Street::startTag, Region.class)
            .references(Region::tag)
            .optional()
            .onDelete(OnDelete.SET_NULL)
            .onUpdate(OnUpdate.CASCADE);

    /** Another one to the same key. */
    public static final ManyToOne<Street, Region> END = manyToOne(Street::endTag, Region.class)
            .references(Region::tag)
            .optional()
            .onDelete(OnDelete.SET_NULL)
            .onUpdate(OnUpdate.CASCADE);
}
