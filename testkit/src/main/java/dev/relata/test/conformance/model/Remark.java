package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;

/**
 * What was said about a line; goes with it. Immutable.
 *
 * @param tenantId the tenant, part of the id and of the key
 * @param id the number, unique for a tenant
 * @param lineId the line
 * @param text what was said
 */
public record Remark(@Id Long tenantId, @Id Long id, Long lineId, String text) {
    /** A key of two components that cascades. */
    public static final ManyToOne<Remark, Line> LINE =
            manyToOne(key(Remark::tenantId, Remark::lineId), Line.class).onDelete(OnDelete.CASCADE);
}
