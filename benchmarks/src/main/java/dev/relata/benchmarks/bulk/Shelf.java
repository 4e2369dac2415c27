package dev.relata.benchmarks.bulk;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.OneToMany;
import dev.relata.model.Relationships;
import dev.relata.model.Table;
import org.jspecify.annotations.Nullable;

/** Has the items and the labels. */
@Table("relata_bulk_shelves")
record Shelf(@Id @Nullable Long id, String name) {
    static final OneToMany<Shelf, Item> ITEMS = Relationships.oneToMany(Shelf.class, Item::shelfId);
    static final ManyToMany<Shelf, Label> LABELS =
            Relationships.manyToMany(Shelf.class, Label.class).junction("relata_bulk_shelves_labels");
}
