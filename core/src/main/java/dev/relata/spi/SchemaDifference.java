package dev.relata.spi;

/**
 * One thing in which a store differs from the model. Immutable.
 *
 * @param kind what kind of difference
 * @param severity what it breaks
 * @param table the table, or what else rows of the type are kept in, by its name in the model
 * @param subject the column, or the columns of a key separated by commas; empty for the table itself
 * @param message what differs, where, and what to do; what is to be written in Java stands between backticks
 */
public record SchemaDifference(Kind kind, Severity severity, String table, String subject, String message) {

    /**
     * Makes a difference as severe as its kind is.
     *
     * @param kind what kind of difference
     * @param table the table, or what else rows of the type are kept in, by its name in the model
     * @param subject the column, or the columns of a key separated by commas; empty for the table itself
     * @param message what differs, where, and what to do
     */
    public SchemaDifference(Kind kind, String table, String subject, String message) {
        this(kind, kind.severity, table, subject, message);
    }

    /** What a difference breaks; the worst first. */
    public enum Severity {
        /** Rows of the type, or some of them, cannot be read. */
        BREAKS_READS,
        /** Rows that the model allows are refused when they are written. */
        BREAKS_WRITES,
        /** Rows are kept, or lost, against what the model says of them. */
        INTEGRITY,
        /** Everything works as the model says; still good to know, such as an index that is missing. */
        INFORMATION;

        /**
         * Compares two severities.
         *
         * @param other the other
         * @return true if this one is the other, or is worse
         */
        public boolean isAtLeast(Severity other) {
            return ordinal() <= other.ordinal();
        }
    }

    /** The kinds of difference. */
    public enum Kind {
        /** There is nowhere to keep the rows of a type. */
        MISSING_TABLE(Severity.BREAKS_READS),
        /** An attribute has no column. */
        MISSING_COLUMN(Severity.BREAKS_READS),
        /** A column holds values of another type, length or precision. */
        TYPE(Severity.BREAKS_READS),
        /** A column may be null where the attribute may not, or the other way round. */
        NULLABILITY(Severity.BREAKS_READS),
        /** What the store should fill has no default, or another one. */
        DEFAULT(Severity.INTEGRITY),
        /** The id is no primary key, or another one is. */
        PRIMARY_KEY(Severity.INTEGRITY),
        /** A unique key is missing. */
        UNIQUE_KEY(Severity.INTEGRITY),
        /** A key refers to rows that nothing keeps there. */
        FOREIGN_KEY(Severity.INTEGRITY),
        /** Something else happens to referring rows than the model says. */
        ON_DELETE(Severity.INTEGRITY),
        /** A key that refers to rows has no index. */
        INDEX(Severity.INFORMATION),
        /** A column that the model does not know must be given, so that no row can be inserted. */
        UNKNOWN_REQUIRED_COLUMN(Severity.BREAKS_WRITES),
        /** The store gives the values of a column that the model writes. */
        COMPUTED_COLUMN(Severity.BREAKS_WRITES),
        /** What the store checks of rows when they are written is missing, or is not the model's. */
        VALIDATION(Severity.INTEGRITY),
        /** A unique key that the model does not know leaves a to-many one row at the most. */
        UNKNOWN_UNIQUE_KEY(Severity.BREAKS_WRITES),
        /** Nothing in the store says whether an id is unique, as in a view. */
        UNCHECKED_ID(Severity.INFORMATION);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }

        /**
         * Returns how severe a difference of this kind is, where nothing more is known of it.
         *
         * @return the severity
         */
        public Severity severity() {
            return severity;
        }
    }

    @Override
    public String toString() {
        return message;
    }
}
