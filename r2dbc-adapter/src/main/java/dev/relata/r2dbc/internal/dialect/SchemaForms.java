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

    /** Whether the catalogue is that of the SQL standard. */
    default boolean hasInformationSchema() {
        return true;
    }
}
