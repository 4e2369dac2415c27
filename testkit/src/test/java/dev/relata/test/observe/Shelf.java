package dev.relata.test.observe;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

/** A model for tests of what is observed. */
record Shelf(@Id @Nullable Long id, String name) {

    static final OneToMany<Shelf, Item> ITEMS = oneToMany(Shelf.class, Item::shelfId);

    record Item(@Id @Nullable Long id, long shelfId, String name) {

        static final ManyToOne<Item, Shelf> SHELF = manyToOne(Item::shelfId, Shelf.class);
    }
}
