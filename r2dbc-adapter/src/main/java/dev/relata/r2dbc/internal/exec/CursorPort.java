package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.stream.CursorSource;
import org.jspecify.annotations.Nullable;

/** Reads one cursor by tasks on its queue: inside a user's transaction, or in one that the cursor has for itself. */
final class CursorPort<R> implements CursorSource {

    private final TransactionScope scope;
    private final boolean own;
    private final ServerCursor cursor;
    private final RowIntake<R> intake;
    private @Nullable FetchTask<R> current;

    CursorPort(TransactionScope scope, boolean own, Command select, RowIntake<R> intake) {
        this.scope = scope;
        this.own = own;
        this.cursor = new ServerCursor(scope, select);
        this.intake = intake;
    }

    @Override
    public void fetch(int rows) {
        current = own
                ? new OwnFetchTask<>(scope, cursor, intake, rows)
                : new SharedFetchTask<>(scope, cursor, intake, rows);
        scope.submit(current);
    }

    @Override
    public void cancel() {
        intake.interrupt().ask();
        FetchTask<R> pending = current;
        if (pending == null) {
            return;
        }
        scope.queue().withdraw(pending);
        scope.queue().submit(own ? new OwnCloseTask(scope, cursor.label()) : new SharedCloseTask(scope, cursor));
    }
}
