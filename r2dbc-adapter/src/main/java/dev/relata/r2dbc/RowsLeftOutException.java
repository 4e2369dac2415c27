package dev.relata.r2dbc;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Insert;
import org.jspecify.annotations.Nullable;

/** Signals that a trigger or a rule of the table has left rows out; nothing was written. */
final class RowsLeftOutException extends StoreException {

    private static final long serialVersionUID = 1L;

    private static final String REASON =
            ": a trigger or a rule of the table, or a row security policy, leaves them out or puts them elsewhere; nothing was"
                    + " written. Let the trigger return the row";

    private RowsLeftOutException(String message, @Nullable Throwable cause) {
        super(message, Reason.OTHER, null, false, cause);
    }

    static RowsLeftOutException of(Insert insert, long stored, @Nullable Throwable cause) {
        int given = insert.rows().size();
        return new RowsLeftOutException(
                insert.label() + ": of " + given + (given == 1 ? " row, " : " rows, ") + stored + " came into "
                        + insert.type().table() + REASON
                        + "; bulk().insert under OnConflict.ignore answers the rows that came",
                cause);
    }

    static RowsLeftOutException of(WriteRequest request, @Nullable Throwable cause) {
        String verb = request.verb();
        return new RowsLeftOutException(
                request.label() + ": rows of " + request.query().type().table() + " that are there were not " + verb
                        + "d"
                        + REASON + "; what a trigger does instead, as a soft delete, stands after " + instead(verb)
                        + " of a selection, which counts the rows that " + (verb.equals("delete") ? "went" : "changed"),
                cause);
    }

    private static String instead(String verb) {
        return verb.equals("delete") ? "deleteAll()" : "update(…)";
    }
}
