package dev.relata.recorder;

import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to the store. Immutable.
 *
 * @param id its number among all requests of the recorder
 * @param relationship the relationship or type it was for, such as {@code Author.BOOKS}
 * @param operation what was asked
 * @param startMicros when it was subscribed to
 * @param durationMicros until its end, null while it runs
 * @param outcome how it ended, null while it runs
 * @param error the class of the error and its reason, null where there is none
 * @param keys the owners that were asked for at once, 0 for a request that is not of a batch
 * @param lookups the lookups that waited for the answer
 * @param fromMemory the lookups of the same kind that the batch scope had answered from memory before
 * @param roundTripsSaved the statements that these lookups would have needed more if each had been sent by itself
 * @param rows rows answered or changed so far
 * @param demand the rows that the subscriber of a stream wants and has not got, null for no limit
 * @param statements the statements that were sent for it; of a long stream the first ones
 */
public record RequestRecording(
        long id,
        String relationship,
        Operation operation,
        long startMicros,
        @Nullable Long durationMicros,
        @Nullable Outcome outcome,
        @Nullable String error,
        int keys,
        long lookups,
        long fromMemory,
        long roundTripsSaved,
        long rows,
        @Nullable Long demand,
        List<StatementRecording> statements) {

    /** Copies the list. */
    public RequestRecording {
        statements = List.copyOf(statements);
    }
}
