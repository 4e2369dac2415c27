package dev.relata.recorder;

import dev.relata.error.StoreException;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request. While it runs it is read; when it has ended its counts are kept and it is let go, since it holds its
 * keys and its subscriber. Thread-safe.
 */
final class RequestLog implements RequestObserver {

    /** More statements of one request than these are counted only: those of a long stream are all alike. */
    private static final int STATEMENTS = 64;

    private static final Set<Operation> WRITES = EnumSet.of(Operation.INSERT, Operation.UPDATE, Operation.DELETE);

    private static final int LARGE_LIST = 1_000;
    private static final long SAMPLE_NANOS = 500_000_000L;

    final long id;
    final int burst;
    final boolean kept;
    private final String relationship;
    private final Operation operation;
    private final int keys;
    private final PipelineLog pipeline;
    private final PipelineLog.@Nullable BulkLog bulk;
    private final long startMicros;
    private final List<StatementRecording> statements = new ArrayList<>(2);
    private @Nullable RunningRequest running;
    private long lookups;
    private long fromMemory;
    private long rows;
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

    RequestLog(
            long id,
            int burst,
            boolean kept,
            RunningRequest request,
            PipelineLog pipeline,
            PipelineLog.@Nullable BulkLog bulk) {
        this.id = id;
        this.burst = burst;
        this.kept = kept;
        this.running = request;
        this.relationship = request.relationship();
        this.operation = request.operation();
        this.keys = request.batchSize();
        this.pipeline = pipeline;
        this.bulk = bulk;
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
        boolean unbounded;
        synchronized (this) {
            unbounded = unboundedList(ended);
            lookups = lookups();
            fromMemory = fromMemory();
            rows = ended.rows();
            running = null;
            outcome = ended.outcome();
            error = describe(ended.error());
            durationMicros = ended.duration().toNanos() / 1_000;
        }
        if (unbounded) {
            pipeline.recorder.found(
                    FindingKind.UNBOUNDED_LIST,
                    relationship,
                    relationship + ": " + ended.rows() + " rows were read as one list without a limit",
                    null,
                    ".iterate() to stream them, or .limit(n) or .page(n)",
                    pipeline);
        }
        if (bulk != null && WRITES.contains(operation)) {
            bulk.wrote(new WriteRecording(operation, relationship, 1, ended.rows()));
        }
        pipeline.ended(this);
    }

    private boolean unboundedList(ObservedRequest ended) {
        return operation == Operation.SELECT
                && keys == 0
                && running != null
                && !running.isLimited()
                && ended.rows() >= LARGE_LIST;
    }

    boolean isStream() {
        return operation == Operation.STREAM;
    }

    synchronized long sent() {
        return sent;
    }

    synchronized long rows() {
        return running == null ? rows : running.rows();
    }

    /** Returns the lookups that waited for the answer, 0 for a request that is not of a batch. */
    private long lookups() {
        return keys == 0 ? 0 : running == null ? lookups : running.lookups();
    }

    private long fromMemory() {
        return running == null ? fromMemory : running.lookupsFromMemory();
    }

    /** Returns the lookups that are answered by this request, and those from memory before. */
    synchronized long answeredLookups() {
        return keys == 0 ? 0 : lookups() + fromMemory();
    }

    long roundTripsSaved() {
        return Math.max(answeredLookups() - 1, 0);
    }

    synchronized long quickestMicros() {
        return quickestMicros;
    }

    Traffic traffic() {
        return new Traffic(1, answeredLookups(), keys, keys, rows());
    }

    String relationship() {
        return relationship;
    }

    synchronized @Nullable Outcome outcome() {
        return outcome;
    }

    synchronized RequestRecording recording() {
        return new RequestRecording(
                id,
                relationship,
                operation,
                startMicros,
                durationMicros,
                outcome,
                error,
                keys,
                lookups(),
                fromMemory(),
                roundTripsSaved(),
                rows(),
                running == null ? null : demand(running),
                statements);
    }

    private static @Nullable Long demand(RunningRequest request) {
        long demand = request.demand();
        return demand == Long.MAX_VALUE ? null : demand;
    }

    /** Returns what is known of a stream, null where it has ended. */
    synchronized @Nullable StreamRecording stream() {
        RunningRequest request = running;
        if (request == null) {
            return null;
        }
        long delivered = request.rows();
        sample(delivered);
        return new StreamRecording(
                pipeline.id,
                pipeline.name(),
                id,
                relationship,
                pipeline.at(startMicros),
                request.duration().toNanos() / 1_000,
                delivered,
                demand(request),
                fetches,
                fetched,
                Math.max(fetched - delivered, 0),
                rowsPerSecond,
                request.demand() == 0);
    }

    private void sample(long delivered) {
        long now = System.nanoTime();
        if (now - sampledAt >= SAMPLE_NANOS) {
            rowsPerSecond = (delivered - sampledRows) * 1_000_000_000L / (now - sampledAt);
            sampledAt = now;
            sampledRows = delivered;
        }
    }

    /** Describes an error by its class and its reason: messages may hold values. */
    static @Nullable String describe(@Nullable Throwable error) {
        if (error == null) {
            return null;
        }
        String name = error.getClass().getSimpleName();
        return error instanceof StoreException failed ? name + ": " + failed.reason() : name;
    }
}
