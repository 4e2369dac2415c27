package dev.relata.spring.console;

import dev.relata.recorder.Recorder;
import dev.relata.recorder.RequestRecording;
import dev.relata.recorder.StatementRecording;
import dev.relata.spi.StatementKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a relationship or type was used by the pipelines that are kept. Immutable.
 *
 * @param name the relationship or type
 * @param sizes how many requests of batches there were, by the number of their keys
 * @param statements the statements, the newest first
 */
record RelationshipUse(String name, List<BatchSize> sizes, List<StatementUse> statements) {

    /** More different statements than these are not shown. */
    private static final int STATEMENTS = 20;

    /**
     * Batches of one size.
     *
     * @param keys the keys of a batch, as a number or a range
     * @param requests how many there were
     */
    record BatchSize(String keys, long requests) {}

    /**
     * All statements of one text.
     *
     * @param text the statement
     * @param count how often it was sent
     * @param micros the time of all of them
     * @param rows the rows of all of them
     * @param pipeline the newest pipeline that sent it
     */
    record StatementUse(String text, long count, long micros, long rows, long pipeline) {

        private StatementUse plus(StatementUse older) {
            return new StatementUse(text, count + older.count, micros + older.micros, rows + older.rows, pipeline);
        }
    }

    static RelationshipUse of(String name, Recorder recorder) {
        Map<Integer, Long> sizes = new TreeMap<>();
        Map<String, StatementUse> statements = new LinkedHashMap<>();
        recorder.recordings()
                .forEach(pipeline -> pipeline.bursts().stream()
                        .flatMap(burst -> burst.requests().stream())
                        .filter(request -> request.relationship().equals(name))
                        .forEach(request -> add(request, pipeline.summary().id(), sizes, statements)));
        return new RelationshipUse(
                name,
                sizes.entrySet().stream()
                        .map(size -> new BatchSize(range(size.getKey()), size.getValue()))
                        .toList(),
                statements.values().stream().limit(STATEMENTS).toList());
    }

    private static void add(
            RequestRecording request, long pipeline, Map<Integer, Long> sizes, Map<String, StatementUse> statements) {
        if (request.keys() > 0) {
            sizes.merge(magnitude(request.keys()), 1L, Long::sum);
        }
        for (StatementRecording sent : request.statements()) {
            if (sent.kind() != StatementKind.CONTROL) {
                StatementUse one = new StatementUse(sent.text(), 1, sent.durationMicros(), sent.rows(), pipeline);
                statements.merge(sent.text(), one, StatementUse::plus);
            }
        }
    }

    /** Returns 1 for one key, else the power of ten that begins the range, or 2 for up to nine. */
    private static int magnitude(int keys) {
        return keys == 1 ? 1 : keys < 10 ? 2 : (int) Math.pow(10, Math.floor(Math.log10(keys)));
    }

    private static String range(int magnitude) {
        return magnitude == 1 ? "1" : magnitude == 2 ? "2–9" : magnitude + "–" + (magnitude * 10 - 1);
    }
}
