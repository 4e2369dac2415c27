package dev.relata.spi;

/**
 * One thing in which a store differs from the model. Immutable.
 *
 * @param kind what kind of difference
 * @param table the table, or what else rows of the type are kept in, by its name in the model
 * @param subject the column, or the columns of a key separated by commas; empty for the table itself
 * @param message what differs, where, and what to do
 */
public record SchemaDifference(Kind kind, String table, String subject, String message) {

    /** The kinds of difference. */
    public enum Kind {
        /** There is nowhere to keep the rows of a type. */
        MISSING_TABLE,
        /** An attribute has no column. */
        MISSING_COLUMN,
        /** A column holds values of another type, length or precision. */
        TYPE,
        /** A column may be null where the attribute may not, or the other way round. */
        NULLABILITY,
        /** What the store should fill has no default, or another one. */
        DEFAULT,
        /** The id is no primary key, or another one is. */
        PRIMARY_KEY,
        /** A unique key is missing. */
        UNIQUE_KEY,
        /** A key refers to rows that nothing keeps there. */
        FOREIGN_KEY,
        /** Something else happens to referring rows than the model says. */
        ON_DELETE,
        /** A key that refers to rows has no index. */
        INDEX,
        /** A column that the model does not know must be given, so that no row can be inserted. */
        UNKNOWN_REQUIRED_COLUMN,
        /** The store computes a column that the model writes. */
        COMPUTED_COLUMN,
        /** What the store checks of rows when they are written is missing, or is not the model's. */
        VALIDATION,
        /** A unique key that the model does not know leaves a to-many one row at the most. */
        UNKNOWN_UNIQUE_KEY
    }

    @Override
    public String toString() {
        return message;
    }
}
