package dev.relata.r2dbc;

import dev.relata.error.StoreException;
import dev.relata.spi.Insert;
import org.jspecify.annotations.Nullable;

/** A trigger or a rule of the table has left rows out; nothing was written. */
final class RowsLeftOutException extends StoreException {

    private static final long serialVersionUID = 1L;

    private RowsLeftOutException(String message, @Nullable Throwable cause) {
        super(message, null, false, cause);
    }

    static RowsLeftOutException of(Insert insert, long stored, @Nullable Throwable cause) {
        int given = insert.rows().size();
        return new RowsLeftOutException(
                insert.label() + ": of " + given + (given == 1 ? " row, " : " rows, ") + stored + " came into "
                        + insert.type().table() + remedy("insert"),
                cause);
    }

    static RowsLeftOutException of(String label, String table, String verb, @Nullable Throwable cause) {
        return new RowsLeftOutException(
                label + ": rows of " + table + " that are there were not " + verb + "d" + remedy(verb), cause);
    }

    private static String remedy(String verb) {
        return ": a trigger or a rule of the table leaves them out, or puts them elsewhere; nothing was written. Let the"
                + " trigger return the row, or " + verb + " where it does so itself";
    }
}
