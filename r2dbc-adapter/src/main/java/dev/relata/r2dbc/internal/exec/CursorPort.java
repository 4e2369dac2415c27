package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.stream.CursorSource;
import org.jspecify.annotations.Nullable;

/** Reads one cursor by units on its lane: inside a user's transaction, or in one that the cursor has for itself. */
final class CursorPort<R> implements CursorSource {

    private final TransactionScope level;
    private final boolean own;
    private final ServerCursor cursor;
    private final RowIntake<R> intake;
    private @Nullable FetchTask<R> current;

    CursorPort(TransactionScope level, boolean own, Command select, RowIntake<R> intake) {
        this.level = level;
        this.own = own;
        this.cursor = new ServerCursor(level, select);
        this.intake = intake;
    }

    @Override
    public void fetch(int rows) {
        current = own
                ? new OwnFetchTask<>(level, cursor, intake, rows)
                : new SharedFetchTask<>(level, cursor, intake, rows);
        level.submit(current);
    }

    @Override
    public void cancel() {
        intake.interrupt().ask();
        FetchTask<R> pending = current;
        if (pending == null) {
            return;
        }
        level.lane().withdraw(pending);
        level.lane().submit(own ? new OwnCloseTask(level, cursor.label()) : new SharedCloseTask(level, cursor));
    }
}
