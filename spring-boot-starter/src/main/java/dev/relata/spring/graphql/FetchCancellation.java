package dev.relata.spring.graphql;

import graphql.GraphQLContext;
import graphql.execution.instrumentation.FieldFetchingInstrumentationContext;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fetches of one request that are under way, so that a cancel reaches them: the engine notes a cancel and asks for nothing more,
 * and leaves alone what it has asked for. Thread-safe.
 */
final class FetchCancellation {

    private final Set<CompletableFuture<?>> fetches = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;

    /** Returns what notes a fetch of the request of a context. */
    static FieldFetchingInstrumentationContext noting(GraphQLContext context) {
        FetchCancellation request = context.get(FetchCancellation.class);
        return request == null ? FieldFetchingInstrumentationContext.NOOP : new Noting(request);
    }

    private void add(CompletableFuture<?> fetch) {
        fetches.add(fetch);
        CompletableFuture<?> unused = fetch.whenComplete((value, error) -> fetches.remove(fetch));
        if (cancelled) {
            fetch.cancel(true);
        }
    }

    /** Cancels the fetches that are under way, and those that come. */
    void cancel() {
        cancelled = true;
        fetches.forEach(fetch -> fetch.cancel(true));
    }

    private record Noting(FetchCancellation request) implements FieldFetchingInstrumentationContext {

        @Override
        public void onFetchedValue(@Nullable Object fetched) {
            if (fetched instanceof CompletableFuture<?> fetch && !fetch.isDone()) {
                request.add(fetch);
            }
        }

        @Override
        public void onDispatched() {}

        @Override
        public void onCompleted(@Nullable Object result, @Nullable Throwable error) {}
    }
}
