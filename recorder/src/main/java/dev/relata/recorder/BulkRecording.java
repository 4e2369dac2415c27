package dev.relata.recorder;

import dev.relata.observe.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One write of many rows, or one delete with what goes with its rows. Immutable.
 *
 * @param relationship the relationship or type that is written
 * @param call the method that was called, such as {@code insert} or {@code delete}
 * @param startMicros when it was subscribed to
 * @param durationMicros until its end, null while it runs
 * @param outcome how it ended, null while it runs
 * @param chunks the chunks that were written so far
 * @param rows the rows in those chunks
 * @param total the rows that there are to write, null where that is not known
 * @param rowsPerSecond the rows of a second, on the average
 * @param writes what it did, in the order in which each kind of it was done first; of a delete this is its plan as it was carried out
 */
public record BulkRecording(
        String relationship,
        String call,
        long startMicros,
        @Nullable Long durationMicros,
        @Nullable Outcome outcome,
        int chunks,
        long rows,
        @Nullable Long total,
        long rowsPerSecond,
        List<WriteRecording> writes) {

    /** Copies the list. */
    public BulkRecording {
        writes = List.copyOf(writes);
    }
}
