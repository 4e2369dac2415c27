package dev.relata.r2dbc.faults;

import dev.relata.error.CommitUnknownException;
import java.util.Arrays;
import java.util.List;
import reactor.core.Exceptions;

/** An error that reached no subscriber, and the place that dropped it. */
final class DroppedError {

    private final Throwable error;
    private final List<String> place;

    DroppedError(Throwable error) {
        this.error = error;
        this.place = Arrays.stream(new Throwable().getStackTrace())
                .map(StackTraceElement::toString)
                .filter(frame -> frame.startsWith("io.r2dbc") || frame.startsWith("dev.relata.r2dbc.internal"))
                .limit(8)
                .toList();
    }

    /**
     * Whether a library dropped it: Reactor makes this error where {@code subscribe()} was called without a subscriber. The driver and its
     * pool call it to close a connection that is broken; Relata never does, see {@code ReactiveRulesTest}.
     */
    boolean isOfLibrary() {
        return Exceptions.isErrorCallbackNotImplemented(error);
    }

    /**
     * Whether it says that a COMMIT was not answered. It comes after the time limit of a caller that went while COMMIT was under way, so
     * Reactor's {@code timeout} has nobody to hand it to.
     */
    boolean isOfLateCommit() {
        return error instanceof CommitUnknownException;
    }

    @Override
    public String toString() {
        return "dropped: " + error + " at " + place;
    }
}
