package dev.relata.recorder;

import dev.relata.observe.BulkObserver;
import dev.relata.observe.NPlusOneFinding;
import dev.relata.observe.NPlusOneFinding.Cause;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.Outcome;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import dev.relata.observe.ScopeObserver;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.ExecutedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Records what pipelines ask of the store: given to {@code RelataBuilder.listener}. Keeps the newest pipelines and forgets the
 * others, those that run longer than all newer ones excepted; holds no value of a row and none that was bound. Thread-safe.
 *
 * <pre>{@code
 * Recorder recorder = Recorder.create();
 * Relata relata = Relata.builder().store(store).listener(recorder).add(Author.class, Book.class).build();
 *
 * recorder.record("authors with books", PipelineKind.OTHER, authorsWithBooks(relata))
 *         .then(Mono.fromRunnable(() -> System.out.print(recorder.latest().orElseThrow().tree())));
 * }</pre>
 *
 * <p>A paused recorder takes no part in what starts meanwhile, and so costs nothing.
 */
public final class Recorder implements RelataListener {

    private static final int TEXTS = 2_000;
    private static final int STATEMENTS = 20_000;
    private static final int FINDINGS = 200;
    private static final int EVENTS = 256;

    private final int capacity;
    private final AtomicLong pipelineIds = new AtomicLong();
    private final AtomicLong requestIds = new AtomicLong();
    private final AtomicLong statementIds = new AtomicLong();
    private final AtomicLong findingIds = new AtomicLong();
    private final TreeMap<Long, PipelineLog> pipelines = new TreeMap<>();
    private final Map<Long, PipelineLog> running = new ConcurrentHashMap<>();
    private final Map<String, String> texts = Collections.synchronizedMap(bounded(TEXTS));
    private final Map<Long, StatementRecording> statements = Collections.synchronizedMap(bounded(STATEMENTS));
    private final Map<List<Object>, Finding> findings = bounded(FINDINGS);
    private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();
    private final Sinks.Many<RecorderEvent> events = Sinks.many().multicast().directBestEffort();
    private volatile boolean paused;

    private Recorder(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Makes a recorder of the newest 1,000 pipelines.
     *
     * @return the recorder, which records
     */
    public static Recorder create() {
        return of(1_000);
    }

    /**
     * Makes a recorder.
     *
     * @param capacity how many pipelines it keeps
     * @return the recorder, which records
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public static Recorder of(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be 1 or more, was " + capacity);
        }
        return new Recorder(capacity);
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Records all that happens inside a publisher as one pipeline.
     *
     * @param name its name
     * @param kind what it is
     * @param work the publisher
     * @param <R> its element
     * @return the same, a pipeline for each subscription; inside another recorded pipeline it is part of that
     */
    public <R> Mono<R> record(String name, PipelineKind kind, Mono<R> work) {
        return record(() -> name, kind, work);
    }

    /**
     * Records all that happens inside a publisher as one pipeline.
     *
     * @param name its name
     * @param kind what it is
     * @param work the publisher
     * @param <R> its element
     * @return the same, a pipeline for each subscription; inside another recorded pipeline it is part of that
     */
    public <R> Flux<R> record(String name, PipelineKind kind, Flux<R> work) {
        return Flux.deferContextual(outer -> {
            if (skips(outer)) {
                return work;
            }
            PipelineLog log = begin(() -> name, kind);
            return work.doOnComplete(() -> log.end(Outcome.SUCCESS))
                    .doOnError(error -> log.end(Outcome.ERROR))
                    .doOnCancel(() -> log.end(Outcome.CANCELLED))
                    .contextWrite(context -> context.put(PipelineLog.KEY, log));
        });
    }

    /**
     * Records all that happens inside a publisher as one pipeline whose name may become known while it runs.
     *
     * @param name makes its name, each time it is shown; must not block
     * @param kind what it is
     * @param work the publisher
     * @param <R> its element
     * @return the same, a pipeline for each subscription; inside another recorded pipeline it is part of that
     */
    public <R> Mono<R> record(Supplier<String> name, PipelineKind kind, Mono<R> work) {
        return Mono.deferContextual(outer -> {
            if (skips(outer)) {
                return work;
            }
            PipelineLog log = begin(name, kind);
            return work.doOnSuccess(any -> log.end(Outcome.SUCCESS))
                    .doOnError(error -> log.end(Outcome.ERROR))
                    .doOnCancel(() -> log.end(Outcome.CANCELLED))
                    .contextWrite(context -> context.put(PipelineLog.KEY, log));
        });
    }

    /**
     * Says that nobody waits for a recorded pipeline any more, where its own end does not tell: a server ends an exchange without an
     * error when its client has left. Later ends of the pipeline do not count.
     *
     * @param context the context inside the pipeline; without one nothing happens
     */
    public void cancelled(ContextView context) {
        PipelineLog log = log(context);
        if (log != null) {
            log.end(Outcome.CANCELLED);
        }
    }

    private boolean skips(ContextView context) {
        return paused || context.hasKey(PipelineLog.KEY);
    }

    private PipelineLog begin(Supplier<String> name, PipelineKind kind) {
        PipelineLog log = new PipelineLog(pipelineIds.incrementAndGet(), name, kind, Instant.now(), this);
        running.put(log.id, log);
        synchronized (pipelines) {
            pipelines.put(log.id, log);
            if (pipelines.size() > capacity) {
                pipelines.pollFirstEntry();
            }
        }
        emit(() -> new RecorderEvent.OfPipeline(log.summary()));
        return log;
    }

    void ended(PipelineLog log) {
        running.remove(log.id);
        emit(() -> new RecorderEvent.OfPipeline(log.summary()));
    }

    private void emit(Supplier<RecorderEvent> event) {
        if (events.currentSubscriberCount() == 0) {
            return;
        }
        RecorderEvent happened = event.get();
        synchronized (events) {
            // Those who cannot take it now have lost it; there is nobody else to tell.
            Sinks.EmitResult unused = events.tryEmitNext(happened);
        }
    }

    private static @Nullable PipelineLog log(ContextView context) {
        return context.<@Nullable PipelineLog>getOrDefault(PipelineLog.KEY, null);
    }

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView context) {
        PipelineLog around = log(context);
        if (around == null && paused) {
            return RequestObserver.NONE;
        }
        String relationship = request.relationship();
        PipelineLog log = around == null ? begin(() -> relationship, PipelineKind.LONE) : around;
        return log.started(request, context);
    }

    @Override
    public BulkObserver onBulkStart(RunningBulk bulk, ContextView context) {
        PipelineLog around = log(context);
        if (around != null) {
            return around.started(bulk);
        }
        if (paused) {
            return BulkObserver.NONE;
        }
        String name = bulk.call() + " " + bulk.relationship();
        PipelineLog log = begin(() -> name, PipelineKind.OTHER);
        BulkObserver observer = log.started(bulk);
        return new BulkObserver() {
            @Override
            public Context context(Context outer) {
                return observer.context(outer.put(PipelineLog.KEY, log));
            }

            @Override
            public void onEnd(ObservedBulk ended) {
                observer.onEnd(ended);
                log.end(ended.outcome());
            }
        };
    }

    @Override
    public ScopeObserver onScopeStart(ContextView context) {
        PipelineLog around = log(context);
        if (around == null && paused) {
            return ScopeObserver.NONE;
        }
        PipelineLog log = around == null ? begin(() -> "batch scope", PipelineKind.SCOPE) : around;
        return new ScopeObserver() {
            @Override
            public Context context(Context outer) {
                return around == null ? outer.put(PipelineLog.KEY, log) : outer;
            }

            @Override
            public void onEnd(ScopeStatistics statistics) {
                log.ended(statistics);
                if (around == null) {
                    log.end(Outcome.SUCCESS);
                }
            }
        };
    }

    @Override
    public void onNPlusOne(NPlusOneFinding finding, ContextView context) {
        if (paused) {
            return;
        }
        StackTraceElement place = finding.place();
        found(
                finding.cause() == Cause.NO_SCOPE ? FindingKind.N_PLUS_ONE : FindingKind.SERIAL_LOOKUPS,
                finding.relationship(),
                finding.message(),
                place == null ? null : place.toString(),
                finding.cause().remedy(),
                log(context));
    }

    void found(
            FindingKind kind,
            String subject,
            String message,
            @Nullable String place,
            String remedy,
            @Nullable PipelineLog pipeline) {
        Finding finding;
        synchronized (findings) {
            List<Object> same = List.of(kind, subject, place == null ? "" : place);
            Finding known = findings.remove(same);
            finding = new Finding(
                    known == null ? findingIds.incrementAndGet() : known.id(),
                    kind,
                    subject,
                    message,
                    place,
                    remedy,
                    known == null ? 1 : known.count() + 1,
                    Instant.now(),
                    pipeline == null ? null : Long.valueOf(pipeline.id));
            findings.put(same, finding);
        }
        if (pipeline != null) {
            pipeline.found(finding);
        }
        emit(() -> new RecorderEvent.OfFinding(finding));
    }

    /**
     * Adds something that was found by other means.
     *
     * @param kind what was found
     * @param subject the relationship or type
     * @param message what was found, in a sentence
     * @param remedy what to write
     */
    public void add(FindingKind kind, String subject, String message, String remedy) {
        found(kind, subject, message, null, remedy, null);
    }

    long nextRequest() {
        return requestIds.incrementAndGet();
    }

    StatementRecording statement(ExecutedStatement executed, long startMicros) {
        Duration firstRow = executed.details().firstRow();
        long connection = executed.details().connection();
        StatementRecording statement = new StatementRecording(
                statementIds.incrementAndGet(),
                texts.computeIfAbsent(executed.text(), text -> text),
                executed.kind(),
                executed.details().binds(),
                startMicros,
                firstRow == null ? null : Long.valueOf(firstRow.toNanos() / 1_000),
                executed.duration().toNanos() / 1_000,
                executed.rows(),
                RequestLog.describe(executed.error()),
                connection == 0 ? null : Long.valueOf(connection));
        statements.put(statement.id(), statement);
        return statement;
    }

    void count(String relationship, Traffic more) {
        traffic.merge(relationship, more, Traffic::plus);
    }

    /** Takes no part in what starts from now on; what runs is recorded to its end. */
    public void pause() {
        paused = true;
    }

    /** Records what starts from now on. */
    public void resume() {
        paused = false;
    }

    /**
     * Returns whether it records what starts.
     *
     * @return false while it is paused
     */
    public boolean isRecording() {
        return !paused;
    }

    /**
     * Returns how many pipelines are kept.
     *
     * @return the number
     */
    public int capacity() {
        return capacity;
    }

    /** Forgets all that has ended. */
    public void clear() {
        synchronized (pipelines) {
            pipelines.values().removeIf(log -> !log.running());
        }
        synchronized (findings) {
            findings.clear();
        }
        statements.clear();
        traffic.clear();
    }

    /**
     * Returns the newest pipelines.
     *
     * @param limit how many at most
     * @return the newest first
     */
    public List<PipelineSummary> pipelines(int limit) {
        return logs().stream().limit(limit).map(PipelineLog::summary).toList();
    }

    private List<PipelineLog> logs() {
        synchronized (pipelines) {
            return new ArrayList<>(pipelines.descendingMap().values());
        }
    }

    /**
     * Returns a pipeline.
     *
     * @param id its number
     * @return all that is known of it now; empty where it was never there or has been forgotten
     */
    public Optional<PipelineRecording> pipeline(long id) {
        PipelineLog kept;
        synchronized (pipelines) {
            kept = pipelines.get(id);
        }
        return Optional.ofNullable(kept == null ? running.get(id) : kept).map(PipelineLog::recording);
    }

    /**
     * Returns all that is known of the pipelines that are kept, each when the stream comes to it.
     *
     * @return the newest first
     */
    public Stream<PipelineRecording> recordings() {
        return logs().stream().map(PipelineLog::recording);
    }

    /**
     * Returns the pipeline that started last.
     *
     * @return all that is known of it now; empty where there is none
     */
    public Optional<PipelineRecording> latest() {
        return recordings().findFirst();
    }

    /**
     * Returns a statement.
     *
     * @param id its number
     * @return the statement; empty where it was never there or has been forgotten
     */
    public Optional<StatementRecording> statement(long id) {
        return Optional.ofNullable(statements.get(id));
    }

    /**
     * Returns the streams that run.
     *
     * @return the one that has run longest first
     */
    public List<StreamRecording> streams() {
        return running.values().stream()
                .flatMap(PipelineLog::streams)
                .sorted(Comparator.comparing(StreamRecording::startedAt))
                .toList();
    }

    /**
     * Returns what was found.
     *
     * @return what was found last first
     */
    public List<Finding> findings() {
        List<Finding> found;
        synchronized (findings) {
            found = new ArrayList<>(findings.values());
        }
        Collections.reverse(found);
        return found;
    }

    /**
     * Returns what was asked of each relationship and type.
     *
     * @return by its name, since the recorder was made or cleared
     */
    public Map<String, Traffic> traffic() {
        return Map.copyOf(traffic);
    }

    /**
     * Tells what happens from the subscription on.
     *
     * @return the events, without end; a subscriber that is behind by more than 256 loses the oldest ones
     */
    public Flux<RecorderEvent> events() {
        return events.asFlux().onBackpressureBuffer(EVENTS, BufferOverflowStrategy.DROP_OLDEST);
    }
}
