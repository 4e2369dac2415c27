package dev.relata.r2dbc.internal.exec;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** What one command answers, and who waits for it. Called by one thread at a time. */
abstract class Answer {

    private final Command command;
    private final Interrupt interrupt = new Interrupt();

    Answer(Command command) {
        this.command = command;
    }

    final Command command() {
        return command;
    }

    final Interrupt interrupt() {
        return interrupt;
    }

    /** Sends the command; the answer ends with the number of rows. */
    abstract Mono<Long> send(ConnectionClient client);

    /** Whether rows have come. */
    abstract boolean begun();

    /** The error of the reader, or null. */
    abstract @Nullable Throwable failure();

    /** The statement has ended well. */
    abstract void succeed(long rows);

    /** The statement has failed. */
    abstract void fail(Throwable error);

    /** The context of who waits. */
    abstract ContextView context();
}
