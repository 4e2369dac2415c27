package dev.relata.spring.observe;

import dev.relata.observe.BulkObserver;
import dev.relata.observe.NPlusOneFinding;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spring.observe.StatisticsDescription.BulkDescription;
import dev.relata.spring.observe.StatisticsDescription.FindingDescription;
import dev.relata.spring.observe.StatisticsDescription.LookupsDescription;
import dev.relata.spring.observe.StatisticsDescription.RequestsDescription;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Adds up what Relata has done since the start of the application, by relationship and without any value of a row. Thread-safe; what
 * runs while it is read may be in some of the numbers and not in others.
 */
final class RelataStatistics implements RelataListener {

    /** So many findings are kept, the latest ones. */
    private static final int FINDINGS = 50;

    private final @Nullable ConnectionCount connections;
    private final Map<String, Map<String, RequestSums>> requests = new ConcurrentHashMap<>();
    private final Map<String, Map<String, BulkSums>> bulks = new ConcurrentHashMap<>();
    private final Map<String, LookupSums> lookups = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> statements = new ConcurrentHashMap<>();
    private final LongAdder scopes = new LongAdder();
    private final AtomicInteger openCursors = new AtomicInteger();
    private final Deque<FindingDescription> findings = new ArrayDeque<>();

    RelataStatistics(@Nullable ConnectionCount connections) {
        this.connections = connections;
    }

    private static final class RequestSums {
        private final LongAdder count = new LongAdder();
        private final LongAdder errors = new LongAdder();
        private final LongAdder cancelled = new LongAdder();
        private final LongAdder rows = new LongAdder();
        private final LongAdder nanos = new LongAdder();
        private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
        private final LongAccumulator largestBatch = new LongAccumulator(Math::max, 0);

        private void add(ObservedRequest request) {
            count.increment();
            errors.add(request.outcome() == Outcome.ERROR ? 1 : 0);
            cancelled.add(request.outcome() == Outcome.CANCELLED ? 1 : 0);
            rows.add(request.rows());
            nanos.add(request.duration().toNanos());
            longest.accumulate(request.duration().toNanos());
            largestBatch.accumulate(request.batchSize());
        }

        private RequestsDescription describe() {
            return new RequestsDescription(
                    count.sum(),
                    errors.sum(),
                    cancelled.sum(),
                    rows.sum(),
                    largestBatch.get(),
                    Duration.ofNanos(nanos.sum()),
                    Duration.ofNanos(longest.get()));
        }
    }

    private static final class BulkSums {
        private final LongAdder count = new LongAdder();
        private final LongAdder errors = new LongAdder();
        private final LongAdder cancelled = new LongAdder();
        private final LongAdder chunks = new LongAdder();
        private final LongAdder rows = new LongAdder();

        private void add(ObservedBulk bulk) {
            count.increment();
            errors.add(bulk.outcome() == Outcome.ERROR ? 1 : 0);
            cancelled.add(bulk.outcome() == Outcome.CANCELLED ? 1 : 0);
            chunks.add(bulk.chunks());
            rows.add(bulk.rows());
        }

        private BulkDescription describe() {
            return new BulkDescription(count.sum(), errors.sum(), cancelled.sum(), chunks.sum(), rows.sum());
        }
    }

    private static final class LookupSums {
        private final LongAdder lookups = new LongAdder();
        private final LongAdder known = new LongAdder();
        private final LongAdder statements = new LongAdder();

        private void add(ScopeStatistics.Counts counts) {
            lookups.add(counts.lookups());
            known.add(counts.known());
            statements.add(counts.statements());
        }

        private LookupsDescription describe() {
            return new LookupsDescription(lookups.sum(), known.sum(), statements.sum());
        }
    }

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView context) {
        if (request.operation() == Operation.STREAM) {
            openCursors.incrementAndGet();
        }
        return new RequestObserver() {
            @Override
            public void onStatement(ExecutedStatement statement) {
                statements
                        .computeIfAbsent(lower(statement.kind()), any -> new LongAdder())
                        .increment();
            }

            @Override
            public void onEnd(ObservedRequest ended) {
                if (ended.operation() == Operation.STREAM) {
                    openCursors.decrementAndGet();
                }
                of(requests, ended.relationship(), kind(ended), RequestSums::new)
                        .add(ended);
            }
        };
    }

    private static String kind(ObservedRequest request) {
        return request.batchSize() > 0 ? "batch" : lower(request.operation());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <V> V of(Map<String, Map<String, V>> sums, String relationship, String kind, Supplier<V> none) {
        return sums.computeIfAbsent(relationship, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(kind, any -> none.get());
    }

    @Override
    public BulkObserver onBulkStart(RunningBulk bulk, ContextView context) {
        return new BulkObserver() {
            @Override
            public void onEnd(ObservedBulk ended) {
                of(bulks, ended.relationship(), ended.call(), BulkSums::new).add(ended);
            }
        };
    }

    @Override
    public void onScopeEnd(ScopeStatistics statistics) {
        scopes.increment();
        statistics
                .byRelationship()
                .forEach((relationship, counts) -> lookups.computeIfAbsent(relationship, any -> new LookupSums())
                        .add(counts));
    }

    @Override
    public void onNPlusOne(NPlusOneFinding finding) {
        StackTraceElement place = finding.place();
        FindingDescription found = new FindingDescription(
                finding.relationship(), finding.lookups(), place == null ? null : place.toString(), finding.message());
        synchronized (findings) {
            findings.addLast(found);
            if (findings.size() > FINDINGS) {
                findings.removeFirst();
            }
        }
    }

    StatisticsDescription describe() {
        return new StatisticsDescription(
                described(requests, sums -> described(sums, RequestSums::describe)),
                described(bulks, sums -> described(sums, BulkSums::describe)),
                described(statements, LongAdder::sum),
                scopes.sum(),
                described(lookups, LookupSums::describe),
                openCursors.get(),
                connections == null ? null : connections.held(),
                found());
    }

    private List<FindingDescription> found() {
        synchronized (findings) {
            return List.copyOf(findings);
        }
    }

    private static <V, D> Map<String, D> described(Map<String, V> sums, Function<? super V, D> describe) {
        return sums.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> describe.apply(entry.getValue()),
                        (one, other) -> one,
                        TreeMap::new));
    }
}
