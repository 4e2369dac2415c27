package dev.relata.recorder;

import dev.relata.spi.StatementKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement that was sent. Holds no value that was bound. Immutable.
 *
 * @param id its number among all statements of the recorder
 * @param text the text as sent
 * @param kind what it counts as
 * @param binds the types of the values that were bound
 * @param startMicros when it was sent
 * @param firstRowMicros until its first row, null where there was none or that is not known
 * @param durationMicros until the end of its answer
 * @param rows rows answered or changed
 * @param error the class of the error and its reason, null where there is none
 * @param connection the number of its connection, null where that is not known
 */
public record StatementRecording(
        long id,
        String text,
        StatementKind kind,
        List<String> binds,
        long startMicros,
        @Nullable Long firstRowMicros,
        long durationMicros,
        long rows,
        @Nullable String error,
        @Nullable Long connection) {

    /** Copies the list. */
    public StatementRecording {
        binds = List.copyOf(binds);
    }
}
