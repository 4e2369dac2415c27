package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

/**
 * Who buys; the rows of its sales are counted and summed up. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 * @param country where the buyer lives, or null where that is not known
 */
public record Buyer(
        @Id @Nullable Long id, String name, @Nullable String country) {

    /** All sales, the earliest first. */
    public static final OneToMany<Buyer, Sale> SALES =
            oneToMany(Buyer.class, Sale::buyerId).orderBy(asc(Sale::soldAt));

    /** A relation with a default limit, which holds for counts and sums too. */
    public static final OneToMany<Buyer, Sale> FIRST_TWO = SALES.limit(2);
}
