package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a sale; its value is a product. Immutable.
 *
 * @param id the id, from the database
 * @param saleId the sale, required
 * @param songId the song, or null for something else
 * @param price the price of one
 * @param quantity how many
 * @param weight the weight of one
 */
public record SaleItem(
        @Id @Nullable Long id, Long saleId, @Nullable Long songId, BigDecimal price, int quantity, double weight) {

    /** A required key. */
    public static final ManyToOne<SaleItem, Sale> SALE =
            manyToOne(SaleItem::saleId, Sale.class).onDelete(OnDelete.CASCADE);

    /** An optional key. */
    public static final ManyToOne<SaleItem, Song> SONG =
            manyToOne(SaleItem::songId, Song.class).optional();
}
