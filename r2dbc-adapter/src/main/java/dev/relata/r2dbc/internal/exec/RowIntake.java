package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.stream.CursorSubscription;
import dev.relata.spi.stream.FetchSize;
import io.r2dbc.spi.Row;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a cursor as they arrive and hands them to the subscription. */
final class RowIntake<R> {

    private final Function<? super Row, ? extends R> reader;
    private final ToIntFunction<? super Row> rowBytes;
    private final CursorSubscription<R> subscription;
    private final Interrupt interrupt = new Interrupt();
    private volatile boolean begun;
    private volatile @Nullable Throwable failure;

    RowIntake(
            Function<? super Row, ? extends R> reader,
            ToIntFunction<? super Row> rowBytes,
            CursorSubscription<R> subscription) {
        this.reader = reader;
        this.rowBytes = rowBytes;
        this.subscription = subscription;
    }

    CursorSubscription<R> subscription() {
        return subscription;
    }

    Interrupt interrupt() {
        return interrupt;
    }

    boolean begun() {
        return begun;
    }

    /** The error of the reader, or null. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void beginFetch() {
        begun = false;
    }

    // The driver's answer must be drained to its end, so an exception may not reach it.
    void receive(Row row) {
        begun = true;
        if (failure != null || interrupt.asked()) {
            return;
        }
        try {
            sample(row);
            subscription.row(Objects.requireNonNull(reader.apply(row), "the row reader answered null"));
        } catch (RuntimeException | LinkageError error) {
            failure = error;
            interrupt.ask();
        }
    }

    /** Looks at a row while it is readable. */
    private void sample(Row row) {
        FetchSize size = subscription.fetchSize();
        if (size.wantsSample()) {
            size.sample(rowBytes.applyAsInt(row));
        }
    }
}
