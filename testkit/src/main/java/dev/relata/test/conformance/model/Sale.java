package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What was sold at one time, said in each type of time. Immutable.
 *
 * @param id the id, from the database
 * @param buyerId the buyer, or null for one that is not known
 * @param soldAt when
 * @param day the day of that in UTC
 * @param wallClock the date and time of that in UTC
 * @param offset the same moment, at any offset
 * @param rebate what was taken off, or null for nothing
 */
public record Sale(
        @Id @Nullable Long id,
        @Nullable Long buyerId,
        Instant soldAt,
        LocalDate day,
        LocalDateTime wallClock,
        OffsetDateTime offset,
        @Nullable Integer rebate) {

    /** An optional key. */
    public static final ManyToOne<Sale, Buyer> BUYER =
            manyToOne(Sale::buyerId, Buyer.class).optional().onDelete(OnDelete.SET_NULL);

    /** The rows that go with their sale. */
    public static final OneToMany<Sale, SaleItem> ITEMS = oneToMany(Sale.class, SaleItem::saleId);
}
