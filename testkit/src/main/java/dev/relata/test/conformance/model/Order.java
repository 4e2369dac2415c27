package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;

/**
 * Something with an id of two components, both given. Immutable.
 *
 * @param tenantId the tenant
 * @param id the number, unique for a tenant
 * @param customer who ordered
 */
public record Order(@Id Long tenantId, @Id Long id, String customer) {

    /** A relation by a key of two components. */
    public static final OneToMany<Order, Line> LINES = oneToMany(Order.class, key(Line::tenantId, Line::orderId));
}
