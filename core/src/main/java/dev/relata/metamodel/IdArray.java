package dev.relata.metamodel;

/**
 * Where links are kept that have no rows of their own: in a field of the owner's rows, the array of the targets' ids. A link is
 * still spoken of as a row of the {@link Junction#type() junction's type}: its owner's columns are named like those of the
 * owner's id, and its target's column like the field. Immutable.
 *
 * @param owner the type whose rows have the field
 * @param field the field's name; the owner's record has no component for it
 */
public record IdArray(EntityType<?> owner, String field) {}
