package dev.relata.recorder;

import dev.relata.observe.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded pipeline as a line of a list. Immutable.
 *
 * @param id its number, from 1
 * @param name its name
 * @param kind what it is
 * @param startedAt when it was subscribed to
 * @param durationMicros from its subscription to its end in microseconds, null while it runs
 * @param outcome how it ended, null while it runs
 * @param statements the statements that were sent, but those that control transactions and cursors
 * @param lookups the lookups that batches have answered, those from memory among them
 * @param roundTripsSaved the statements that these lookups would have needed more if each had been sent by itself
 * @param rows rows answered or changed
 * @param findings the number of findings
 */
public record PipelineSummary(
        long id,
        String name,
        PipelineKind kind,
        Instant startedAt,
        @Nullable Long durationMicros,
        @Nullable Outcome outcome,
        long statements,
        long lookups,
        long roundTripsSaved,
        long rows,
        int findings) {}
