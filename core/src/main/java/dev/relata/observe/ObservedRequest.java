package dev.relata.observe;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to the store, which is one statement, seen when it ended. Immutable.
 *
 * @param relationship the relationship or type it was for, such as {@code Author.BOOKS}
 * @param operation what was asked
 * @param keys the owners' keys, in the order asked, where the request is of a batch; else empty
 * @param rows rows answered or changed
 * @param duration from its subscription to its end
 * @param error why it failed, or null; also null where it was cancelled
 * @param outcome how it ended
 */
public record ObservedRequest(
        String relationship,
        Operation operation,
        List<List<Object>> keys,
        long rows,
        Duration duration,
        @Nullable Throwable error,
        Outcome outcome) {

    /** What was asked. */
    public enum Operation {
        /** Rows at once. */
        SELECT,
        /** Rows as they are demanded. */
        STREAM,
        /** New rows. */
        INSERT,
        /** Changes. */
        UPDATE,
        /** The end of rows. */
        DELETE
    }

    /** Copies the list. */
    public ObservedRequest {
        keys = List.copyOf(keys);
    }

    /**
     * Makes a request that ended by itself.
     *
     * @param relationship the relationship or type it was for
     * @param operation what was asked
     * @param keys the owners' keys, where the request is of a batch
     * @param rows rows answered or changed
     * @param duration from its subscription to its end
     * @param error why it failed, or null where it succeeded
     */
    public ObservedRequest(
            String relationship,
            Operation operation,
            List<List<Object>> keys,
            long rows,
            Duration duration,
            @Nullable Throwable error) {
        this(relationship, operation, keys, rows, duration, error, error == null ? Outcome.SUCCESS : Outcome.ERROR);
    }

    /**
     * Answers how many owners were asked for at once.
     *
     * @return the number of keys, 0 for a request that is not of a batch
     */
    public int batchSize() {
        return keys.size();
    }

    /** All but the keys, of which it has the number: they may be values of users. */
    @Override
    public String toString() {
        return "ObservedRequest[relationship=" + relationship + ", operation=" + operation + ", keys=" + keys.size()
                + ", rows=" + rows + ", duration=" + duration + ", error=" + error + ", outcome=" + outcome + "]";
    }
}
