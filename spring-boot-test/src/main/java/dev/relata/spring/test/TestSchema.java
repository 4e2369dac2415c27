package dev.relata.spring.test;

/** Where the schema of a test comes from. */
public enum TestSchema {
    /** Created as {@link #CREATE} does in an embedded database without Flyway, Liquibase and {@code schema.sql}; else not touched. */
    AUTO,
    /** The tables and constraints of the model that are missing are created when the application context starts, and stay. */
    CREATE,
    /** Not touched. */
    NONE
}
