package dev.relata.spi;

/** How much of a schema is to be created. */
public enum SchemaPart {
    /** Everything; refused where something of it is there already. */
    ALL,
    /** What rows are kept in, and their keys and constraints, where it is not there yet; what is there is left as it is. */
    MISSING,
    /** What rows are kept in, without keys and constraints, so that many rows can be written fast. */
    TABLES,
    /** The keys and constraints that {@link #TABLES} leaves out; checks the rows that are there. */
    CONSTRAINTS
}
