package dev.relata.spring.observe;

import dev.relata.observe.NPlusOneFinding;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.observe.ScopeObserver;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Meters of what Relata does beside the timers of requests: scopes, lookups and the statements that answer them, cursors, connections
 * and N+1 findings. Thread-safe; what happens before a registry is there is not counted in it.
 */
final class RelataMetrics implements MeterBinder, RelataListener {

    private static final String RELATIONSHIP = "relationship";

    private final @Nullable ConnectionCount connections;
    private final AtomicInteger openCursors = new AtomicInteger();
    private final AtomicInteger openScopes = new AtomicInteger();
    private final List<Meters> bound = new CopyOnWriteArrayList<>();

    RelataMetrics(@Nullable ConnectionCount connections) {
        this.connections = connections;
    }

    /** The meters of one registry. */
    private static final class Meters {

        private final Counter scopes;
        private final DistributionSummary scopeStatements;
        private final MeterProvider<Counter> lookups;
        private final MeterProvider<DistributionSummary> batchLookups;
        private final MeterProvider<Counter> findings;
        private final Map<StatementKind, Counter> statements = new EnumMap<>(StatementKind.class);

        Meters(MeterRegistry registry) {
            scopes = Counter.builder("relata.scopes")
                    .description("Batch scopes that have ended")
                    .register(registry);
            scopeStatements = DistributionSummary.builder("relata.scope.statements")
                    .description("Statements that the lookups of one batch scope took")
                    .register(registry);
            lookups = Counter.builder("relata.scope.lookups")
                    .description("Lookups in batch scopes that have ended, answered from memory or by the store")
                    .withRegistry(registry);
            batchLookups = DistributionSummary.builder("relata.batch.lookups")
                    .description("Lookups that one statement of a batch scope answers")
                    .withRegistry(registry);
            findings = Counter.builder("relata.nplusone")
                    .description("Subscriptions in which the lookups of a relationship went out one by one")
                    .withRegistry(registry);
            for (StatementKind kind : StatementKind.values()) {
                statements.put(
                        kind,
                        Counter.builder("relata.statements")
                                .description("Statements sent for requests")
                                .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                                .register(registry));
            }
        }

        private void scope(ScopeStatistics statistics) {
            scopes.increment();
            scopeStatements.record(statistics.total().statements());
            statistics.byRelationship().forEach((relationship, counts) -> {
                lookups(relationship, "memory", counts.known());
                lookups(relationship, "store", counts.lookups() - counts.known());
            });
        }

        private void lookups(String relationship, String answered, long count) {
            lookups.withTags(RELATIONSHIP, relationship, "answered", answered).increment(count);
        }

        private void statement(StatementKind kind) {
            Counter counter = statements.get(kind);
            if (counter != null) {
                counter.increment();
            }
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bound.add(new Meters(registry));
        Gauge.builder("relata.cursors.open", openCursors, AtomicInteger::get)
                .description("Streams that run, each with a cursor")
                .register(registry);
        Gauge.builder("relata.scopes.open", openScopes, AtomicInteger::get)
                .description("Batch scopes that have been opened and have not ended")
                .register(registry);
        if (connections != null) {
            Gauge.builder("relata.connections.held", connections, ConnectionCount::held)
                    .description("Connections that the store has taken and not given back")
                    .register(registry);
        }
    }

    private void each(Consumer<Meters> record) {
        bound.forEach(record);
    }

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView context) {
        if (request.operation() == Operation.STREAM) {
            openCursors.incrementAndGet();
        }
        if (request.inBatchScope()) {
            each(meters -> meters.batchLookups
                    .withTag(RELATIONSHIP, request.relationship())
                    .record(request.lookups()));
        }
        return new RequestObserver() {
            @Override
            public void onStatement(ExecutedStatement statement) {
                each(meters -> meters.statement(statement.kind()));
            }

            @Override
            public void onEnd(ObservedRequest ended) {
                if (ended.operation() == Operation.STREAM) {
                    openCursors.decrementAndGet();
                }
            }
        };
    }

    @Override
    public ScopeObserver onScopeStart(ContextView context) {
        openScopes.incrementAndGet();
        return new ScopeObserver() {
            @Override
            public void onEnd(ScopeStatistics statistics) {
                openScopes.decrementAndGet();
            }
        };
    }

    @Override
    public void onScopeEnd(ScopeStatistics statistics) {
        each(meters -> meters.scope(statistics));
    }

    @Override
    public void onNPlusOne(NPlusOneFinding finding) {
        each(meters ->
                meters.findings.withTag(RELATIONSHIP, finding.relationship()).increment());
    }
}
