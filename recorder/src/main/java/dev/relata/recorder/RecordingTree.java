package dev.relata.recorder;

import dev.relata.observe.Outcome;
import dev.relata.spi.StatementKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws a recorded pipeline as aligned lines of text:
 *
 * <pre>
 * books of authors · 2 statements, 20 lookups, 19 round trips saved, 33.1 ms
 * ├─ burst 1 · 2.4 ms
 * │  └─ SELECT Author        20 rows  17.8 ms
 * │     SELECT …
 * └─ burst 2 · 20.4 ms
 *    └─ SELECT Author.BOOKS  40 rows  11.8 ms  20 keys for 20 lookups
 *       SELECT …
 * </pre>
 */
final class RecordingTree {

    private final PipelineRecording pipeline;
    private final StringBuilder text = new StringBuilder();
    private final int nameWidth;
    private final int rowsWidth;

    private RecordingTree(PipelineRecording pipeline) {
        this.pipeline = pipeline;
        this.nameWidth = requests().stream()
                .mapToInt(request -> name(request).length())
                .max()
                .orElse(0);
        this.rowsWidth = requests().stream()
                .mapToInt(request -> Long.toString(request.rows()).length())
                .max()
                .orElse(0);
    }

    static String of(PipelineRecording pipeline) {
        return new RecordingTree(pipeline).draw();
    }

    private List<RequestRecording> requests() {
        return pipeline.bursts().stream()
                .flatMap(burst -> burst.requests().stream())
                .toList();
    }

    private String draw() {
        text.append(heading()).append('\n');
        List<BurstRecording> bursts = pipeline.bursts();
        List<String> notes = notes();
        for (int i = 0; i < bursts.size(); i++) {
            boolean last = i == bursts.size() - 1 && notes.isEmpty();
            burst(bursts.get(i), last);
        }
        for (int i = 0; i < notes.size(); i++) {
            text.append(branch(i == notes.size() - 1)).append(notes.get(i)).append('\n');
        }
        return text.toString();
    }

    private String heading() {
        PipelineSummary summary = pipeline.summary();
        List<String> parts = new ArrayList<>();
        parts.add(count(summary.statements(), "statement"));
        if (summary.lookups() > 0) {
            parts.add(count(summary.lookups(), "lookup"));
            parts.add(count(summary.roundTripsSaved(), "round trip") + " saved");
        }
        Long micros = summary.durationMicros();
        parts.add(micros == null ? "still running" : millis(micros));
        return summary.name() + " · " + String.join(", ", parts);
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (BulkRecording bulk : pipeline.bulks()) {
            notes.add("bulk " + bulk.call() + " " + bulk.relationship() + ": " + count(bulk.rows(), "row") + " in "
                    + count(bulk.chunks(), "chunk") + writes(bulk));
        }
        for (Finding finding : pipeline.findings()) {
            notes.add("! " + finding.message());
        }
        if (pipeline.truncated()) {
            notes.add("more requests were sent than are kept");
        }
        return notes;
    }

    private static String writes(BulkRecording bulk) {
        return bulk.writes().isEmpty()
                ? ""
                : bulk.writes().stream()
                        .map(write -> write.operation() + " " + write.relationship() + " " + count(write.rows(), "row"))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private void burst(BurstRecording burst, boolean last) {
        text.append(branch(last)).append("burst ").append(burst.number());
        text.append(" · ").append(millis(burst.startMicros())).append('\n');
        String indent = last ? "   " : "│  ";
        List<RequestRecording> requests = burst.requests();
        for (int i = 0; i < requests.size(); i++) {
            request(requests.get(i), indent, i == requests.size() - 1);
        }
    }

    private void request(RequestRecording request, String indent, boolean last) {
        text.append(indent).append(branch(last)).append(line(request)).append('\n');
        String below = indent + (last ? "   " : "│  ");
        List<StatementRecording> sent = request.statements().stream()
                .filter(statement -> statement.kind() != StatementKind.CONTROL)
                .toList();
        for (StatementRecording statement : sent) {
            text.append(below).append(flat(statement.text()));
            if (!statement.binds().isEmpty()) {
                text.append("   ").append(statement.binds());
            }
            if (statement.error() != null) {
                text.append("   failed: ").append(statement.error());
            }
            text.append('\n');
        }
    }

    private String line(RequestRecording request) {
        String rows = String.format(
                Locale.ROOT,
                "%-" + Math.max(nameWidth, 1) + "s  %" + Math.max(rowsWidth, 1) + "d %s",
                name(request),
                request.rows(),
                request.rows() == 1 ? "row " : "rows");
        Long micros = request.durationMicros();
        String time = "  " + (micros == null ? "still running" : millis(micros));
        return rows + time + lookups(request) + outcome(request);
    }

    private static String lookups(RequestRecording request) {
        if (request.keys() == 0) {
            return "";
        }
        String memory = request.fromMemory() == 0 ? "" : ", " + request.fromMemory() + " more from memory";
        return "  " + count(request.keys(), "key") + " for " + count(request.lookups(), "lookup") + memory;
    }

    private static String outcome(RequestRecording request) {
        return request.error() == null
                ? request.outcome() == Outcome.CANCELLED ? "  cancelled" : ""
                : "  failed: " + request.error();
    }

    private static String name(RequestRecording request) {
        return request.operation() + " " + request.relationship();
    }

    private static String branch(boolean last) {
        return last ? "└─ " : "├─ ";
    }

    private static String flat(String statement) {
        return statement.strip().replaceAll("\\s+", " ");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1_000.0);
    }
}
