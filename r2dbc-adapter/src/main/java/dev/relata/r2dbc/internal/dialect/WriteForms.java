package dev.relata.r2dbc.internal.dialect;

import java.util.Collections;
import java.util.function.Supplier;

/** How a database writes what changes rows, where databases differ. */
public interface WriteForms extends TypeForms {

    /** Begins what an error says of a row that was found by another key than that of the policy. */
    String OTHER_KEY = "relata:other-key";

    /** Begins what an error says of a row that has got another version since it was looked at. */
    String OTHER_VERSION = "relata:other-version";

    /** Returns the alias {@code t} of the table of an INSERT, where it can have one. */
    default String insertAlias() {
        return "";
    }

    /**
     * Returns a write that answers values of the rows that it has written.
     *
     * @param write the write, whose table has the alias {@code t} or none
     * @param answer the select list
     */
    default String returning(String write, String answer) {
        return write + " RETURNING " + answer;
    }

    /** Returns the name of a column of a row that was written, in what is answered of it. */
    default String written(String column) {
        return "t." + column;
    }

    /** Whether an update answers the rows that it has changed; else they are read behind it. */
    default boolean returnsChanges() {
        return true;
    }

    /** Returns how rows are written that may be there already, and rows that are changed to values of their own. */
    default Conflicts conflicts() {
        return Conflicts.MERGE;
    }

    /** Returns the start of a delete. */
    default String delete(String table, String alias) {
        return "DELETE FROM " + table + " AS " + alias;
    }

    /** Returns a row without any value, to follow INSERT INTO a table. */
    default String defaults() {
        return "DEFAULT VALUES";
    }

    /** How rows are written that may be there already. */
    enum Conflicts {
        /** By ON CONFLICT, which finds them by one key; rows with values of their own by UPDATE … FROM. */
        ON_CONFLICT,
        /** By the MERGE of standard SQL, both. */
        MERGE,
        /** By ON DUPLICATE KEY UPDATE, which finds them by any key; rows with values of their own by an UPDATE of joined tables. */
        DUPLICATE_KEY;

        /** Whether rows that are to be left alone are looked for before others are written, and not while they are. */
        public boolean looksFirst() {
            return this != ON_CONFLICT;
        }
    }

    /** Whether rows of one statement that refer to each other are checked together, when it ends; else one by one. */
    default boolean checksWhenAllAreWritten() {
        return false;
    }

    /** Whether one statement can lock and count the rows that it writes, as parts of a WITH clause. */
    default boolean countsItsRows() {
        return false;
    }

    /**
     * Returns rows without any value, to follow INSERT INTO a table.
     *
     * @param column the first column of the table
     * @param rows how many
     * @param count binds their number as a parameter
     */
    default String defaults(String column, int rows, Supplier<String> count) {
        return "(" + column + ") VALUES " + String.join(", ", Collections.nCopies(rows, "(DEFAULT)"));
    }

    /**
     * Returns the present, or a tick after a time where that is later.
     *
     * @param before the time
     * @param local whether it is a local time, in UTC
     * @param digits the digits of its seconds
     */
    String laterThan(String before, boolean local, int digits);

    /** Returns a value as a column keeps it whose type declares a precision. */
    default String rounded(PgType type, String value) {
        return "CAST(" + value + " AS " + type.name() + ")";
    }

    /** Returns a number that fails where a type of whole numbers cannot hold it. */
    default String fitted(String number, KnownPgType type) {
        return cast(number, type);
    }

    /** Returns a number that fails where a byte cannot hold it. */
    default String asByte(String number) {
        return "CAST(" + number + " AS TINYINT)";
    }
}
