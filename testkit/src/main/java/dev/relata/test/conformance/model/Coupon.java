package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;

/**
 * Refers by text of a fixed length, which ignores blanks at its end where a store has such a type. Immutable.
 *
 * @param id the id, from the database
 * @param code the code
 */
public record Coupon(
        @Id @Nullable Long id, @Column(type = "char(8)") String code) {

    /** By text whose blanks at the end do not count. */
    public static final ManyToOne<Coupon, Campaign> CAMPAIGN = manyToOne(Coupon::code, Campaign.class);
}
