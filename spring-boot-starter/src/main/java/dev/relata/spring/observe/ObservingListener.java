package dev.relata.spring.observe;

import dev.relata.observe.BulkObserver;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Makes an observation of each request and of each write of many rows. Its parent is that of the Reactor context; what the store
 * calls, such as an instrumented driver, has the observation in its context. Thread-safe.
 */
final class ObservingListener implements RelataListener {

    private static final RequestObservationConvention REQUESTS = new DefaultRequestObservationConvention();
    private static final BulkObservationConvention BULKS = new DefaultBulkObservationConvention();

    private final ObservationRegistry registry;
    private final @Nullable RequestObservationConvention requests;
    private final @Nullable BulkObservationConvention bulks;

    ObservingListener(
            ObservationRegistry registry,
            @Nullable RequestObservationConvention requests,
            @Nullable BulkObservationConvention bulks) {
        this.registry = registry;
        this.requests = requests;
        this.bulks = bulks;
    }

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView reactor) {
        if (registry.isNoop()) {
            return RequestObserver.NONE;
        }
        RequestObservationContext context = new RequestObservationContext(request);
        Observation observation =
                RelataObservationDocumentation.REQUEST.observation(requests, REQUESTS, () -> context, registry);
        if (observation.isNoop()) {
            return RequestObserver.NONE;
        }
        start(observation, reactor, request.inBatchScope());
        return new OfRequest(observation, context);
    }

    @Override
    public BulkObserver onBulkStart(RunningBulk bulk, ContextView reactor) {
        if (registry.isNoop()) {
            return BulkObserver.NONE;
        }
        BulkObservationContext context = new BulkObservationContext(bulk);
        Observation observation =
                RelataObservationDocumentation.BULK.observation(bulks, BULKS, () -> context, registry);
        if (observation.isNoop()) {
            return BulkObserver.NONE;
        }
        start(observation, reactor, false);
        return new OfBulk(observation, context);
    }

    // The scope is opened because tracing prefers the span that is current on the thread to that of the parent. A batch
    // is
    // sent by the thread of any of those who wait for it, so where its scope has no parent, that of the thread would be
    // wrong.
    @SuppressWarnings("try") // the scope is closed, and has no other use
    private void start(Observation observation, ContextView reactor, boolean onAnyThread) {
        Observation parent = reactor.<@Nullable Observation>getOrDefault(ObservationThreadLocalAccessor.KEY, null);
        if (parent == null && !onAnyThread) {
            observation.start();
            return;
        }
        observation.parentObservation(parent);
        Observation around = parent == null ? new NullObservation(registry) : parent;
        try (Observation.Scope scope = around.openScope()) {
            observation.start();
        }
    }

    /** Ends an observation. Spans get the error without its message, timers the name of its class. */
    private static void stop(Observation observation, Observation.Context context, @Nullable Throwable error) {
        if (error != null) {
            observation.error(RequestFailure.of(error));
            context.setError(error);
        }
        observation.stop();
    }

    private record OfRequest(Observation observation, RequestObservationContext observed) implements RequestObserver {

        @Override
        public Context context(Context context) {
            return context.put(ObservationThreadLocalAccessor.KEY, observation);
        }

        @Override
        public void onEnd(ObservedRequest request) {
            observed.ended(request.outcome());
            stop(observation, observed, request.error());
        }
    }

    private record OfBulk(Observation observation, BulkObservationContext observed) implements BulkObserver {

        @Override
        public Context context(Context context) {
            return context.put(ObservationThreadLocalAccessor.KEY, observation);
        }

        @Override
        public void onEnd(ObservedBulk bulk) {
            observed.ended(bulk.outcome());
            stop(observation, observed, bulk.error());
        }
    }
}
