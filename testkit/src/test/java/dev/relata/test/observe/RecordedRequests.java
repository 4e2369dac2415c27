package dev.relata.test.observe;

import dev.relata.observe.BulkObserver;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import dev.relata.observe.ScopeObserver;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.ExecutedStatement;
import java.util.ArrayList;
import java.util.List;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Notes everything that a listener is told, and leaves a mark in every context. */
final class RecordedRequests implements RelataListener {

    static final String PARENT = "parent";

    final List<OneRequest> requests = new ArrayList<>();
    final List<OneScope> scopes = new ArrayList<>();
    final List<OneBulk> bulks = new ArrayList<>();

    /** One request, from its start. */
    static final class OneRequest implements RequestObserver {

        final RunningRequest running;
        final String parent;
        final List<ExecutedStatement> statements = new ArrayList<>();
        final List<ObservedRequest> ends = new ArrayList<>();

        OneRequest(RunningRequest running, String parent) {
            this.running = running;
            this.parent = parent;
        }

        @Override
        public Context context(Context context) {
            return context.put(PARENT, running.relationship());
        }

        @Override
        public void onStatement(ExecutedStatement statement) {
            statements.add(statement);
        }

        @Override
        public void onEnd(ObservedRequest request) {
            ends.add(request);
        }

        ObservedRequest end() {
            if (ends.size() != 1) {
                throw new AssertionError("ended " + ends.size() + " times");
            }
            return ends.get(0);
        }
    }

    /** One write of many rows, from its start. */
    static final class OneBulk implements BulkObserver {

        final RunningBulk running;
        final String parent;
        final List<Integer> chunks = new ArrayList<>();
        final List<ObservedBulk> ends = new ArrayList<>();

        OneBulk(RunningBulk running, String parent) {
            this.running = running;
            this.parent = parent;
        }

        @Override
        public Context context(Context context) {
            return context.put(PARENT, running.call() + " of " + running.relationship());
        }

        @Override
        public void onChunk(int rows) {
            chunks.add(rows);
        }

        @Override
        public void onEnd(ObservedBulk bulk) {
            ends.add(bulk);
        }
    }

    /** One scope, from its start. */
    static final class OneScope implements ScopeObserver {

        final String parent;
        final List<ScopeStatistics> ends = new ArrayList<>();

        OneScope(String parent) {
            this.parent = parent;
        }

        @Override
        public Context context(Context context) {
            return context.put(PARENT, "scope of " + parent);
        }

        @Override
        public void onEnd(ScopeStatistics statistics) {
            ends.add(statistics);
        }
    }

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView context) {
        OneRequest started = new OneRequest(request, parent(context));
        requests.add(started);
        return started;
    }

    @Override
    public ScopeObserver onScopeStart(ContextView context) {
        OneScope started = new OneScope(parent(context));
        scopes.add(started);
        return started;
    }

    @Override
    public BulkObserver onBulkStart(RunningBulk bulk, ContextView context) {
        OneBulk started = new OneBulk(bulk, parent(context));
        bulks.add(started);
        return started;
    }

    private static String parent(ContextView context) {
        return context.getOrDefault(PARENT, "nobody");
    }

    OneRequest only() {
        if (requests.size() != 1) {
            throw new AssertionError("started " + requests.size() + " requests");
        }
        return requests.get(0);
    }
}
