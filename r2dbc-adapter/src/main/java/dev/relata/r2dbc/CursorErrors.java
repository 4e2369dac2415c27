package dev.relata.r2dbc;

import dev.relata.error.InvalidCursorException;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import java.util.Set;

/** Tells a page cursor that somebody has forged from a statement that fails for another reason. Stateless. */
final class CursorErrors {

    /** A text that is no value of the column's type: not of its form, no time, too large, or with characters that it cannot hold. */
    private static final Set<String> NO_VALUE = Set.of("22P02", "22P03", "22P05", "22003", "22007", "22008", "22021");

    private CursorErrors() {}

    /** Whether the values of a statement are among others those of a page cursor. */
    static boolean hasCursor(Sql sql) {
        return sql.binds().stream().anyMatch(bind -> bind.type().isSortKey());
    }

    /** Returns the error of a cursor whose values are not those of its columns, else the error that is given. */
    static RelataException of(String label, RelataException error) {
        boolean unreadable = error instanceof InvalidValueException
                || error instanceof StoreException store && store.code() != null && NO_VALUE.contains(store.code());
        // Without the cause, which repeats what stood in the cursor.
        return unreadable
                ? new InvalidCursorException(
                        label + ": the cursor was not made by a page of this store; begin again from the first page")
                : error;
    }
}
