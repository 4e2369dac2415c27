package dev.relata.examples.atlas.web.graph;

import dev.relata.examples.atlas.report.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the graph is at one moment. Immutable.
 *
 * @param state whether it can be asked
 * @param runtime the version of its JDK
 * @param database where it is, in words
 * @param running the step that is under way, or null
 * @param steps the steps of the import that have ended
 * @param rows the number of rows of each table, empty while the graph is not ready
 * @param message why there is no graph, or null
 */
public record GraphSnapshot(
        State state,
        String runtime,
        String database,
        @Nullable Running running,
        List<Step> steps,
        Map<String, Long> rows,
        @Nullable String message) {

    /** Whether the graph can be asked. */
    public enum State {
        /** The database is being looked at. */
        STARTING,
        /** It is being written. */
        IMPORTING,
        /** It can be asked. */
        READY,
        /** The import ended with an error. */
        FAILED
    }

    /**
     * A step that is under way.
     *
     * @param name its name
     * @param rows the rows up to now
     * @param expected the rows that it will have, -1 where that is not known, 0 where it counts none
     */
    public record Running(String name, long rows, long expected) {}
}
