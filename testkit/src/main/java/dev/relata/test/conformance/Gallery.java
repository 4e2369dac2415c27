package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.ReadOnly;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/** Records of which some are only read: one without an id, and one with, both over a table that a third one writes. */
final class Gallery {

    private Gallery() {}

    static Class<?>[] types() {
        return new Class<?>[] {Exhibit.class, Room.class, Display.class, Shown.class};
    }

    /** Two rooms; the first with two exhibits. */
    static Relata opened(StoreUnderTest store) {
        Relata gallery = store.bare(types());
        store.observe(gallery.schema().create()).answers();
        store.observe(gallery.insert(new Room(1, "north"))).value();
        store.observe(gallery.insert(new Room(2, "south"))).value();
        store.observe(gallery.insert(new Exhibit(null, 1, "vase", 5, 99))).value();
        store.observe(gallery.insert(new Exhibit(null, 1, "mask", 7, null))).value();
        return gallery;
    }

    /**
     * A room.
     *
     * @param id the id
     * @param name its name
     */
    record Room(@Id long id, String name) {

        /** What is in it, as it is written. */
        static final OneToMany<Room, Exhibit> EXHIBITS = oneToMany(Room.class, Exhibit::roomId);

        /** What is in it, as it is only read. */
        static final OneToMany<Room, Display> DISPLAYS =
                oneToMany(Room.class, Display::roomId).orderBy(asc(Display::title));
    }

    /**
     * An exhibit.
     *
     * @param id the id, from the database
     * @param roomId where it is
     * @param title its title, unique
     * @param weight its weight
     * @param twice computed by a store that can
     */
    record Exhibit(
            @Id @Nullable Long id,
            long roomId,
            @Unique String title,
            int weight,
            @ReadOnly("weight * 2") @Nullable Integer twice) {

        /** Where it is; goes with it. */
        static final ManyToOne<Exhibit, Room> ROOM =
                manyToOne(Exhibit::roomId, Room.class).onDelete(OnDelete.CASCADE);
    }

    /**
     * An exhibit without its id.
     *
     * @param roomId where it is
     * @param title its title
     * @param weight its weight
     */
    @ReadOnly
    @Table("exhibits")
    record Display(long roomId, String title, int weight) {

        /** Where it is; would hold it back, were it not only read. */
        static final ManyToOne<Display, Room> ROOM =
                manyToOne(Display::roomId, Room.class).onDelete(OnDelete.PROTECT);
    }

    /**
     * An exhibit with its id.
     *
     * @param id the id
     * @param title its title
     */
    @ReadOnly
    @Table("exhibits")
    record Shown(@Id long id, String title) {}

    /**
     * What a visitor reads of a display.
     *
     * @param title its title
     * @param room where it is
     */
    record Sign(String title, Room room) {}
}
