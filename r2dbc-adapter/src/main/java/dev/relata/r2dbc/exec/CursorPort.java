package dev.relata.r2dbc.exec;

import dev.relata.spi.stream.CursorSource;
import org.jspecify.annotations.Nullable;

/** Reads one cursor by units on its lane: inside a user's transaction, or in one that the cursor has for itself. */
final class CursorPort<R> implements CursorSource {

    private final Level level;
    private final boolean own;
    private final ServerCursor cursor;
    private final RowIntake<R> intake;
    private @Nullable FetchUnit<R> current;

    CursorPort(Level level, boolean own, Command select, RowIntake<R> intake) {
        this.level = level;
        this.own = own;
        this.cursor = new ServerCursor(level, select);
        this.intake = intake;
    }

    @Override
    public void fetch(int rows) {
        current = own
                ? new OwnFetchUnit<>(level, cursor, intake, rows)
                : new SharedFetchUnit<>(level, cursor, intake, rows);
        level.submit(current);
    }

    @Override
    public void cancel() {
        intake.interrupt().ask();
        FetchUnit<R> pending = current;
        if (pending == null) {
            return;
        }
        level.lane().withdraw(pending);
        level.lane().submit(own ? new OwnCloseUnit(level, cursor.label()) : new SharedCloseUnit(level, cursor));
    }
}
