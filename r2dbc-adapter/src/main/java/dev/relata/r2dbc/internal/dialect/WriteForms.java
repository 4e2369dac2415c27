package dev.relata.r2dbc.internal.dialect;

import java.util.Collections;
import java.util.function.Supplier;

/** How a database writes what changes rows, where databases differ. */
public interface WriteForms extends TypeForms {

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
        return "SELECT " + answer + " FROM FINAL TABLE (" + write + ") AS t";
    }

    /**
     * Whether rows that may be there already, and rows that are changed to values of their own, go by the MERGE of standard SQL. Where they
     * do not, they go by ON CONFLICT and UPDATE … FROM.
     */
    default boolean merges() {
        return true;
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

    /** Returns a number that fails where a byte cannot hold it. */
    default String asByte(String number) {
        return "CAST(" + number + " AS TINYINT)";
    }
}
