package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.spi.StatementKind;
import io.r2dbc.spi.Row;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** A command and the subscriber that waits for its answer. Called by one thread at a time. */
abstract class Answer {

    private final Command command;
    private final Completion stop;
    private volatile boolean begun;
    private volatile @Nullable Throwable failure;

    /**
     * Creates an answer.
     *
     * @param stop completes when the statement shall end early: its subscriber has left, or a row could not be read
     */
    Answer(Command command, Completion stop) {
        this.command = command;
        this.stop = stop;
    }

    final Command command() {
        return command;
    }

    final Completion stop() {
        return stop;
    }

    /** Sends the command; emits the number of rows. */
    abstract Mono<Long> send(ConnectionClient client);

    // The driver's answer must be drained to its end, so nothing that a reader throws may reach it: neither an error
    // that Reactor
    // would let through, such as a stack overflow in the constructor of a record.
    final int receive(Row row) {
        begun = true;
        if (failure != null || stop.happened()) {
            return 1;
        }
        try {
            return read(row);
        } catch (Throwable error) {
            failure = error;
            // A write goes on to its end, so that its outcome is known.
            if (command.kind() != StatementKind.WRITE) {
                stop.complete();
            }
            return 1;
        }
    }

    /** Reads a row while it is readable; returns how many rows it holds. */
    abstract int read(Row row);

    /** Whether rows have arrived. */
    final boolean begun() {
        return begun;
    }

    /** Returns the error of the reader, or null. */
    final @Nullable Throwable failure() {
        return failure;
    }

    /** Whether the command answers rows, and so may be a query that writes. */
    boolean hasRows() {
        return false;
    }

    /** Whether the command may run while an inner transaction is open. */
    boolean passesInner() {
        return false;
    }

    /** Returns the text that ends what the command has left open after its success, empty if that ends by itself; null if nothing ends. */
    @Nullable
    String closing(long rows) {
        return null;
    }

    /**
     * Returns the text that ends what is open after a command that failed or is not wanted; null if nothing is.
     *
     * @param undone whether what the command did is undone
     */
    @Nullable
    String abandoning(boolean undone) {
        return null;
    }

    /** Tells the subscriber that the statement has succeeded. */
    abstract void succeed(long rows);

    /** Tells the subscriber that the statement has failed. */
    abstract void fail(Throwable error);

    /** Returns the context of the subscriber. */
    abstract ContextView context();
}
