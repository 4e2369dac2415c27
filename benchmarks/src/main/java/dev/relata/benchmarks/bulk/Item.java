package dev.relata.benchmarks.bulk;

import dev.relata.model.Id;
import dev.relata.model.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The child that is created: two bigints, a text, an int and a timestamptz. */
@Table("relata_bulk_items")
record Item(@Id @Nullable Long id, @Nullable Long shelfId, String title, int pages, Instant createdAt) {

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    /** The same item for the same number, without a shelf. */
    static Item draft(int number) {
        return new Item(null, null, "The title of item number " + number, number % 997, at(number));
    }

    static Instant at(int number) {
        return FIRST.plusSeconds(61L * number).plusNanos(number * 1_000L);
    }
}
