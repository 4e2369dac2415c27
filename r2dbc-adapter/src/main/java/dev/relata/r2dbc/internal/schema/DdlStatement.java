package dev.relata.r2dbc.internal.schema;

/**
 * A statement that creates a part of a schema. Immutable.
 *
 * @param subject the table or schema that it is about, for messages
 * @param sql the statement, without a semicolon at its end
 */
public record DdlStatement(String subject, String sql) {}
