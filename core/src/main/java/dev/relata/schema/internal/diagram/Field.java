package dev.relata.schema.internal.diagram;

/**
 * A field of a box. Immutable.
 *
 * @param marks what it is: PK, FK, UK, or several separated by commas; empty for none
 * @param name its name
 * @param type its type, with a question mark where it may be missing
 */
public record Field(String marks, String name, String type) {}
