package dev.relata.r2dbc.internal.sql.statement;

/** The form in which a statement answers the values of a row. */
public enum AnswerForm {

    /** A column for each value, the server's cheapest form. The driver must ask for binary values, and asks only where a value is bound. */
    COLUMNS,

    /** The same for a binary cursor, whose rows come in binary in any case. */
    CURSOR_COLUMNS,

    /** An array for each value, of which each row holds those of many: what the server and the driver do for each row is done once for many. */
    ARRAYS,

    /** A column for each value, of which the driver makes an object. */
    OBJECTS,

    /** One column, {@code record_send(ROW(…))}: binary values whatever the driver asks for, at twice the work of the server. */
    RECORD
}
