package dev.relata.recorder;

import dev.relata.observe.BulkObserver;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.Outcome;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import dev.relata.observe.ScopeStatistics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What is known of one pipeline. Thread-safe. */
final class PipelineLog {

    /** The key of the pipeline in the reactive context. */
    static final Object KEY = PipelineLog.class;

    /** The key of the write of many rows in the reactive context. */
    private static final Object BULK = BulkLog.class;

    /** More requests of one pipeline than these are counted only; so are writes of many rows. */
    private static final int REQUESTS = 1_000;

    final long id;
    final Recorder recorder;
    private volatile Supplier<String> name;
    private final PipelineKind kind;
    private final Instant startedAt;
    private final long startNanos = System.nanoTime();
    private final List<RequestLog> requests = new ArrayList<>(4);
    private final List<RequestLog> streams = new ArrayList<>(0);
    private final List<BulkLog> bulks = new ArrayList<>(0);
    private final Map<Long, Finding> findings = new LinkedHashMap<>(0);
    private int burst;
    private boolean answered = true;
    private boolean truncated;
    private long unkeptStatements;
    private long unkeptRows;
    private long unkeptLookups;
    private long unkeptSaved;
    private long scopeLookups;
    private long scopeStatements;
    private @Nullable Outcome outcome;
    private @Nullable Long durationMicros;

    PipelineLog(long id, Supplier<String> name, PipelineKind kind, Instant startedAt, Recorder recorder) {
        this.id = id;
        this.name = name;
        this.kind = kind;
        this.startedAt = startedAt;
        this.recorder = recorder;
    }

    /** Returns the time since the start. */
    long micros() {
        return (System.nanoTime() - startNanos) / 1_000;
    }

    Instant at(long micros) {
        return startedAt.plusNanos(micros * 1_000);
    }

    String name() {
        return name.get();
    }

    synchronized RequestObserver started(RunningRequest request, ContextView context) {
        // The first row of a stream is an answer too.
        if (answered || streams.stream().anyMatch(each -> each.burst == burst && each.rows() > 0)) {
            burst++;
            answered = false;
        }
        boolean kept = requests.size() < REQUESTS;
        RequestLog log = new RequestLog(recorder.nextRequest(), burst, kept, request, this, bulk(context));
        if (kept) {
            requests.add(log);
        } else {
            truncated = true;
        }
        if (log.isStream()) {
            streams.add(log);
        }
        return log;
    }

    private static @Nullable BulkLog bulk(ContextView context) {
        return context.<@Nullable BulkLog>getOrDefault(BULK, null);
    }

    /** Called when a request has ended. */
    void ended(RequestLog request) {
        synchronized (this) {
            answered |= request.burst == burst;
            streams.remove(request);
            if (!request.kept) {
                unkeptStatements += request.sent();
                unkeptRows += request.rows();
                unkeptLookups += request.answeredLookups();
                unkeptSaved += request.roundTripsSaved();
            }
        }
        recorder.count(request.relationship(), request.traffic());
        if (kind == PipelineKind.LONE) {
            end(request.outcome());
        }
    }

    synchronized BulkObserver started(RunningBulk bulk) {
        BulkLog log = new BulkLog(bulk, micros());
        if (bulks.size() < REQUESTS) {
            bulks.add(log);
        } else {
            truncated = true;
        }
        return log;
    }

    synchronized void ended(ScopeStatistics statistics) {
        scopeLookups += statistics.total().lookups();
        scopeStatements += statistics.total().statements();
    }

    synchronized void found(Finding finding) {
        findings.put(finding.id(), finding);
    }

    /** Ends the pipeline; only the first end counts. */
    void end(@Nullable Outcome how) {
        synchronized (this) {
            if (outcome != null || how == null) {
                return;
            }
            outcome = how;
            durationMicros = micros();
            // What makes the name may hold a whole exchange.
            String last = name();
            name = () -> last;
        }
        recorder.ended(this);
    }

    synchronized boolean running() {
        return outcome == null;
    }

    synchronized PipelineSummary summary() {
        long lookups = unkeptLookups + sum(RequestLog::answeredLookups);
        long saved = unkeptSaved + sum(RequestLog::roundTripsSaved);
        return new PipelineSummary(
                id,
                name(),
                kind,
                startedAt,
                durationMicros,
                outcome,
                unkeptStatements + sum(RequestLog::sent),
                Math.max(lookups, scopeLookups),
                Math.max(saved, scopeLookups - scopeStatements),
                unkeptRows + sum(RequestLog::rows),
                findings.size());
    }

    private long sum(ToLongFunction<RequestLog> count) {
        return requests.stream().mapToLong(count).sum();
    }

    synchronized PipelineRecording recording() {
        PipelineSummary summary = summary();
        return new PipelineRecording(
                summary,
                bursts(),
                bulks.stream().map(BulkLog::recording).toList(),
                List.copyOf(findings.values()),
                withoutBatching(summary),
                truncated);
    }

    private List<BurstRecording> bursts() {
        Map<Integer, List<RequestRecording>> byBurst = new LinkedHashMap<>();
        for (RequestLog request : requests) {
            byBurst.computeIfAbsent(request.burst, any -> new ArrayList<>()).add(request.recording());
        }
        return byBurst.entrySet().stream()
                .map(each ->
                        new BurstRecording(each.getKey(), each.getValue().get(0).startMicros(), each.getValue()))
                .toList();
    }

    private CostEstimate withoutBatching(PipelineSummary summary) {
        long quickest =
                requests.stream().mapToLong(RequestLog::quickestMicros).min().orElse(0);
        long statements = summary.statements() + summary.roundTripsSaved();
        long time = Objects.requireNonNullElseGet(summary.durationMicros(), this::micros);
        return new CostEstimate(
                statements, time + summary.roundTripsSaved() * (quickest == Long.MAX_VALUE ? 0 : quickest));
    }

    synchronized Stream<StreamRecording> streams() {
        return streams.stream().map(RequestLog::stream).filter(Objects::nonNull).toList().stream();
    }

    /** One write of many rows; let go when it has ended, since it holds its subscriber. */
    static final class BulkLog implements BulkObserver {

        private final long startMicros;
        private volatile @Nullable RunningBulk running;
        private volatile @Nullable BulkRecording ended;
        private final Map<List<Object>, WriteRecording> writes = new LinkedHashMap<>(2);

        BulkLog(RunningBulk bulk, long startMicros) {
            this.running = bulk;
            this.startMicros = startMicros;
        }

        @Override
        public Context context(Context outer) {
            return outer.put(BULK, this);
        }

        /** Counts what a request of it has written. */
        synchronized void wrote(WriteRecording write) {
            writes.merge(List.of(write.operation(), write.relationship()), write, WriteRecording::plus);
        }

        private synchronized List<WriteRecording> writes() {
            return List.copyOf(writes.values());
        }

        @Override
        public void onEnd(ObservedBulk end) {
            RunningBulk bulk = running;
            if (bulk != null) {
                ended = recording(bulk, end.outcome());
                running = null;
            }
        }

        BulkRecording recording() {
            RunningBulk bulk = running;
            BulkRecording last = ended;
            return last != null || bulk == null ? Objects.requireNonNull(last) : recording(bulk, null);
        }

        private BulkRecording recording(RunningBulk bulk, @Nullable Outcome how) {
            long micros = bulk.duration().toNanos() / 1_000;
            return new BulkRecording(
                    bulk.relationship(),
                    bulk.call(),
                    startMicros,
                    how == null ? null : Long.valueOf(micros),
                    how,
                    bulk.chunks(),
                    bulk.rows(),
                    bulk.total().isPresent() ? Long.valueOf(bulk.total().getAsLong()) : null,
                    micros == 0 ? 0 : bulk.rows() * 1_000_000 / micros,
                    writes());
        }
    }
}
