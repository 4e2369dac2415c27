package dev.relata.r2dbc.internal.dialect;

import org.jspecify.annotations.Nullable;

/** How a database writes what creates tables. */
public interface SchemaForms extends TypeForms {

    /**
     * Returns the type of a column, with its length or precision.
     *
     * @throws IllegalArgumentException if the database has no such type
     */
    String columnType(PgType type);

    /**
     * Returns the type of a column that may be part of a key or of an index.
     *
     * @throws IllegalArgumentException if the database has no such type
     */
    default String columnType(PgType type, boolean key) {
        return columnType(type);
    }

    /** Returns the clause that numbers a missing id; null for a type that the database cannot number. */
    @Nullable
    String numbering(PgType type);

    /** Returns a text as a literal. */
    default String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Returns the clause of a column that the database computes. */
    default String computed(String expression) {
        return "GENERATED ALWAYS AS (" + expression + ")";
    }

    /** Returns why a name cannot be one of a table or a column, or null if it can. */
    default @Nullable String refusesName(String name) {
        return null;
    }

    /** Whether a foreign key can set its columns to their defaults when the row that it refers to goes. */
    default boolean setsDefaults() {
        return true;
    }

    /** Whether the columns of a foreign key can have other types than those that they refer to. */
    default boolean mixesKeys() {
        return true;
    }

    /** Whether a column is numbered only where it is part of a key, so that tables are created with their primary keys. */
    default boolean numbersKeysAlone() {
        return false;
    }

    /** Whether what changes the schema is undone with its transaction; else it ends the transaction. */
    default boolean undoesSchemaChanges() {
        return true;
    }

    /** Returns which catalogue there is. */
    default Catalogues catalogue() {
        return Catalogues.INFORMATION_SCHEMA;
    }

    /** The catalogues that are known. */
    enum Catalogues {
        /** PostgreSQL's own, which tells more than the standard's views. */
        POSTGRESQL,
        /** The views of the SQL standard; names are bound as arrays. */
        INFORMATION_SCHEMA,
        /** The views of the SQL standard, with those of MySQL's kin; names are bound as JSON. */
        JSON_INFORMATION_SCHEMA
    }
}
