package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.row.ArrayReader;
import dev.relata.r2dbc.internal.row.RowReader;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.spi.StatementKind;

/** Binds the values of rendered statements and reads their rows. Thread-safe. */
interface Codecs {

    /**
     * Binds the values; throws {@link dev.relata.error.InvalidValueException} for one that cannot be stored, {@link
     * dev.relata.error.RefusedException} for more than a statement takes.
     */
    Command command(String label, Sql sql, StatementKind kind);

    /** Throws an {@link IllegalArgumentException} for a type whose values have no form in the database. */
    void checkType(SqlType type);

    /** Throws {@link dev.relata.error.InvalidValueException} for a value that has no form in the database; nulls within it have one. */
    void check(SqlType type, Object value);

    /** Returns a reader of one answer. */
    RowReader reader(Sql sql);

    /** Returns a reader of the rows of one cursor. */
    RowReader cursorReader(Sql sql);

    /** Returns a reader of one answer, of whose rows each holds many. */
    ArrayReader arrayReader(Sql sql);
}
