package dev.relata.mongo.query;

import dev.relata.mongo.value.ValueType;

/**
 * A field of the documents that are answered, and what its values are. Immutable.
 *
 * @param field the field
 * @param type the type of its values
 */
public record Column(String field, ValueType type) {}
