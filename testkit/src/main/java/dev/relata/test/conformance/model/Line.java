package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order, or one that is in none. Immutable.
 *
 * @param tenantId the tenant, part of the id
 * @param id the number, unique for a tenant
 * @param orderId the order; null for none, whatever the tenant
 * @param product what is ordered
 */
public record Line(@Id Long tenantId, @Id Long id, @Nullable Long orderId, String product) {

    /** An optional key of two components, one of which is never null. */
    public static final ManyToOne<Line, Order> ORDER = manyToOne(key(Line::tenantId, Line::orderId), Order.class)
            .optional()
            .onDelete(OnDelete.SET_NULL);
}
