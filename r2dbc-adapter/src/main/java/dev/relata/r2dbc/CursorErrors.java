package dev.relata.r2dbc;

import dev.relata.error.InvalidCursorException;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import java.util.Set;

/** Tells a page cursor that somebody has forged from a statement that fails for another reason. Stateless. */
final class CursorErrors {

    /** What PostgreSQL calls a data exception: a text that is no value of the column's type, most of all. */
    private static final String DATA_EXCEPTION = "22";

    /** Data exceptions of a calculation in the order or in a condition: a division by zero, a logarithm, a power. */
    private static final Set<String> CALCULATED = Set.of("22012", "2201E", "2201F", "2201G");

    private CursorErrors() {}

    /** Whether the values of a statement are among others those of a page cursor. */
    static boolean hasCursor(Sql sql) {
        return sql.binds().stream().anyMatch(bind -> bind.type().isSortKey());
    }

    /** Returns the error of a cursor whose values are not those of its columns, else the error that is given. */
    static RelataException of(String label, RelataException error) {
        boolean unreadable = error instanceof InvalidValueException
                || error instanceof StoreException store
                        && store.code() != null
                        && store.code().startsWith(DATA_EXCEPTION)
                        && !CALCULATED.contains(store.code());
        // Without the cause, which repeats what stood in the cursor.
        return unreadable
                ? new InvalidCursorException(
                        label + ": the cursor was not made by a page of this store; begin again from the first page")
                : error;
    }
}
