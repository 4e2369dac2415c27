package dev.relata.examples.atlas.web.export;

import dev.relata.recorder.StreamRecording;
import java.util.List;

/**
 * What the server holds at one moment. Immutable.
 *
 * @param streams the streams that run
 * @param fetchSize rows of each fetch of an export
 * @param heap the heap
 * @param sessions what PostgreSQL says of the sessions that hold a transaction
 */
record Live(List<StreamRecording> streams, int fetchSize, Heap heap, List<Session> sessions) {

    /**
     * The heap of the server.
     *
     * @param used bytes that are used, garbage included
     * @param max the most bytes that it may have
     */
    record Heap(long used, long max) {}

    /**
     * A row of {@code pg_stat_activity}.
     *
     * @param pid the process of the server
     * @param state what it does
     * @param query its last statement
     * @param seconds the age of its transaction
     */
    record Session(int pid, String state, String query, double seconds) {}
}
