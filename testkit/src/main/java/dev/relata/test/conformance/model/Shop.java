package dev.relata.test.conformance.model;

import static dev.relata.model.Conditions.elements;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Values.valueOf;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Sells wares. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Shop(@Id @Nullable Long id, String name) {

    /** What it sells. */
    public static final OneToMany<Shop, Ware> WARES = oneToMany(Shop.class, Ware::shopId);

    /** What costs the shop more than a tenth of its price. */
    public static final OneToMany<Shop, Ware> DEAR =
            WARES.where(valueOf(Ware::cost).gt(valueOf(Ware::price).times(new BigDecimal("0.1"))));

    /** What is red. */
    public static final OneToMany<Shop, Ware> RED =
            WARES.where(elements(Ware::tags).contains("red"));
}
