package dev.relata.r2dbc.sql;

import java.util.List;

/**
 * A rendered request. Immutable.
 *
 * @param text one statement, with {@code $1}, {@code $2}, … for the values; the same text for the same shape
 * @param binds the values, in the order of their numbers
 * @param columns the fields of the one record column that is answered; empty where no row is answered
 */
public record Sql(String text, List<Bind> binds, List<ValueType> columns) {

    /** Copies the lists. */
    public Sql {
        binds = List.copyOf(binds);
        columns = List.copyOf(columns);
    }
}
