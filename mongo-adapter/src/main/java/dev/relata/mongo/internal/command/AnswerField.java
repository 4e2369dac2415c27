package dev.relata.mongo.internal.command;

import dev.relata.mongo.internal.value.BsonMapping;

/**
 * A field of the documents that are answered, and what its values are. Immutable.
 *
 * @param field the field
 * @param type the type of its values
 */
public record AnswerField(String field, BsonMapping type) {}
