package dev.relata.examples.atlas.model;

import dev.relata.model.Id;
import dev.relata.model.Table;

/**
 * A type names an interface: the join model of the types' many-to-many with themselves. As a record of its own it can be written
 * in bulk, for all types at once. Immutable.
 *
 * @param typeId the type that implements or extends the interface
 * @param interfaceId the interface
 */
@Table("type_interfaces")
public record Implementation(@Id int typeId, @Id int interfaceId) {}
