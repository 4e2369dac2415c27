package dev.relata.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream that runs. Immutable.
 *
 * @param pipeline the number of its pipeline
 * @param pipelineName the name of its pipeline
 * @param request the number of its request
 * @param relationship the relationship or type that is streamed
 * @param startedAt when it was subscribed to: the age of its snapshot, where the store reads it in one
 * @param ageMicros since then
 * @param rows the rows that its subscriber has got
 * @param demand the rows that its subscriber wants and has not got, null for no limit
 * @param fetches the fetches that were answered
 * @param fetched the rows of these fetches
 * @param held the rows that have been fetched and not delivered
 * @param rowsPerSecond the rows that were delivered in the last second or so
 * @param waitingForConsumer whether it stands still because its subscriber wants nothing
 */
public record StreamRecording(
        long pipeline,
        String pipelineName,
        long request,
        String relationship,
        Instant startedAt,
        long ageMicros,
        long rows,
        @Nullable Long demand,
        long fetches,
        long fetched,
        long held,
        long rowsPerSecond,
        boolean waitingForConsumer) {}
