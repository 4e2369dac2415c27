package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.FetchReceiver;
import dev.relata.spi.stream.FetchSize;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Reads ranges over one connection, one after the other, until none is left that another connection has not taken. The connection is
 * given back then, unless it is the one whose snapshot the others share.
 */
final class RangeSource<R> implements CursorSource, FetchReceiver<R> {

    private final SnapshotConnection connection;
    private final boolean kept;
    private final Queue<RangeSelect<R>> ranges;
    private final FetchReceiver<R> rows;
    private final Completion stop = new Completion();
    private @Nullable OpenRange<R> current;

    private record OpenRange<R>(ServerCursor cursor, AnswerReader<R> reader) {}

    /**
     * Creates a source.
     *
     * @param kept whether the connection is ended elsewhere
     * @param ranges the ranges that are left, for all connections
     */
    RangeSource(SnapshotConnection connection, boolean kept, Queue<RangeSelect<R>> ranges, FetchReceiver<R> rows) {
        this.connection = connection;
        this.kept = kept;
        this.ranges = ranges;
        this.rows = rows;
    }

    @Override
    public void fetch(int most) {
        OpenRange<R> open = current == null ? next() : current;
        current = open;
        if (open == null) {
            end();
        } else {
            connection.fetch(new FetchAnswer<>(open.cursor, open.reader, this, stop, most));
        }
    }

    @Override
    public boolean hasNext() {
        return current != null || !ranges.isEmpty();
    }

    private @Nullable OpenRange<R> next() {
        RangeSelect<R> range = ranges.poll();
        return range == null ? null : new OpenRange<>(connection.cursor(range.select()), range.reader());
    }

    @Override
    public void cancel() {
        stop.complete();
        connection.cancel();
    }

    @Override
    public Context context() {
        return rows.context();
    }

    @Override
    public FetchSize fetchSize() {
        return rows.fetchSize();
    }

    @Override
    public void row(R value) {
        rows.row(value);
    }

    @Override
    public void fetched(boolean wasLast) {
        current = wasLast ? null : current;
        if (wasLast && ranges.isEmpty()) {
            end();
        } else {
            rows.fetched(false);
        }
    }

    @Override
    public void failed(Throwable why) {
        rows.failed(why);
    }

    private void end() {
        if (kept) {
            rows.fetched(true);
        } else {
            connection.commit(() -> rows.fetched(true));
        }
    }
}
