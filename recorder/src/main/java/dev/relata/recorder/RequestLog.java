package dev.relata.recorder;

import dev.relata.observe.ObservedRequest;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one request. Thread-safe. */
final class RequestLog implements RequestObserver {

    /** More statements of one request than these are counted only: those of a long stream are all alike. */
    private static final int STATEMENTS = 64;

    private static final int LARGE_LIST = 1_000;
    private static final long SAMPLE_NANOS = 500_000_000L;

    final long id;
    final int burst;
    private final RunningRequest request;
    private final PipelineLog pipeline;
    private final long startMicros;
    private final List<StatementRecording> statements = new ArrayList<>(2);
    private @Nullable Outcome outcome;
    private @Nullable String error;
    private @Nullable Long durationMicros;
    private long sent;
    private long fetches;
    private long fetched;
    private long quickestMicros = Long.MAX_VALUE;
    private long sampledAt = System.nanoTime();
    private long sampledRows;
    private long rowsPerSecond;

    RequestLog(long id, int burst, RunningRequest request, PipelineLog pipeline) {
        this.id = id;
        this.burst = burst;
        this.request = request;
        this.pipeline = pipeline;
        this.startMicros = pipeline.micros();
    }

    @Override
    public synchronized void onStatement(ExecutedStatement statement) {
        long micros = statement.duration().toNanos() / 1_000;
        if (statement.kind() == StatementKind.FETCH) {
            fetches++;
            fetched += statement.rows();
        }
        if (statement.kind() != StatementKind.CONTROL) {
            sent++;
            quickestMicros = Math.min(quickestMicros, micros);
        }
        if (statements.size() < STATEMENTS) {
            statements.add(pipeline.recorder.statement(statement, Math.max(pipeline.micros() - micros, 0)));
        }
    }

    @Override
    public void onEnd(ObservedRequest ended) {
        synchronized (this) {
            outcome = ended.outcome();
            error = describe(ended.error());
            durationMicros = ended.duration().toNanos() / 1_000;
        }
        if (unboundedList(ended)) {
            pipeline.recorder.found(
                    FindingKind.UNBOUNDED_LIST,
                    request.relationship(),
                    request.relationship() + ": " + ended.rows() + " rows were read as one list without a limit",
                    null,
                    ".iterate() to stream them, or .limit(n) or .page(n)",
                    pipeline);
        }
        pipeline.ended(this);
    }

    private boolean unboundedList(ObservedRequest ended) {
        return ended.operation() == Operation.SELECT
                && ended.keys().isEmpty()
                && !request.isLimited()
                && ended.rows() >= LARGE_LIST;
    }

    /** Returns whether somebody who waits for this request may have something to go on with. */
    synchronized boolean answered() {
        return outcome != null || request.operation() == Operation.STREAM && request.rows() > 0;
    }

    synchronized long sent() {
        return sent;
    }

    long rows() {
        return request.rows();
    }

    long lookups() {
        return request.batchSize() == 0 ? 0 : request.lookups() + request.lookupsFromMemory();
    }

    long roundTripsSaved() {
        return Math.max(lookups() - 1, 0);
    }

    synchronized long quickestMicros() {
        return quickestMicros;
    }

    Traffic traffic() {
        return new Traffic(1, lookups(), request.batchSize(), request.batchSize(), rows());
    }

    String relationship() {
        return request.relationship();
    }

    synchronized RequestRecording recording() {
        return new RequestRecording(
                id,
                request.relationship(),
                request.operation(),
                startMicros,
                durationMicros,
                outcome,
                error,
                request.batchSize(),
                request.batchSize() == 0 ? 0 : request.lookups(),
                request.lookupsFromMemory(),
                roundTripsSaved(),
                rows(),
                outcome == null ? demand() : null,
                statements);
    }

    private @Nullable Long demand() {
        long demand = request.demand();
        return demand == Long.MAX_VALUE ? null : demand;
    }

    /** Returns the request as a stream that runs, null where it is none. */
    synchronized @Nullable StreamRecording stream() {
        if (request.operation() != Operation.STREAM || outcome != null) {
            return null;
        }
        long rows = rows();
        sample(rows);
        long held = Math.max(fetched - rows, 0);
        return new StreamRecording(
                pipeline.id,
                pipeline.name(),
                id,
                request.relationship(),
                pipeline.at(startMicros),
                request.duration().toNanos() / 1_000,
                rows,
                demand(),
                fetches,
                fetched,
                held,
                rowsPerSecond,
                request.demand() == 0);
    }

    private void sample(long rows) {
        long now = System.nanoTime();
        if (now - sampledAt >= SAMPLE_NANOS) {
            rowsPerSecond = (rows - sampledRows) * 1_000_000_000L / (now - sampledAt);
            sampledAt = now;
            sampledRows = rows;
        }
    }

    /** Describes an error by its class and its first line: what stores say of values stands in the lines after it. */
    static @Nullable String describe(@Nullable Throwable error) {
        if (error == null) {
            return null;
        }
        String message = error.getMessage();
        String first = message == null ? "" : ": " + message.lines().findFirst().orElse("");
        return error.getClass().getSimpleName() + first;
    }
}
