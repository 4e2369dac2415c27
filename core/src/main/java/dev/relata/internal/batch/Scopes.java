package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookups;
import dev.relata.internal.observe.NPlusOneDetector;
import dev.relata.internal.observe.Observers;
import dev.relata.internal.scope.ScopeKey;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.session.SharedSnapshot;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.observe.ScopeObserver;
import dev.relata.observe.ScopeStatistics;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Opens batch scopes, and does what users ask of the scope of a reactive context. Immutable, thread-safe. */
public final class Scopes {

    private final Sessions sessions;
    private final ScopeKey key;
    private final BatchOptions options;
    private final NPlusOneDetector detector;
    private final SharedTimer timer = new SharedTimer();

    /**
     * Makes the scopes of a store.
     *
     * @param sessions the sessions of the store
     * @param key finds a scope in its context
     * @param options how scopes behave
     */
    public Scopes(Sessions sessions, ScopeKey key, BatchOptions options) {
        this.sessions = sessions;
        this.key = key;
        this.options = options;
        this.detector = new NPlusOneDetector(options.nPlusOne(), options.listeners());
    }

    /**
     * Makes the lookups, which travel together inside a scope.
     *
     * @return the lookups
     */
    public Lookups lookups() {
        return new ScopedLookups(sessions, this, detector);
    }

    @Nullable
    BatchScope find(ContextView context) {
        return (BatchScope) key.find(context); // nothing else is put under the key
    }

    /**
     * Opens a new scope in a context. It has no end, so that no observer of a scope is started for it.
     *
     * @param context the context
     * @return the context with the scope
     */
    public Context open(Context context) {
        return newScope(context, any -> Observers.none()).context();
    }

    /**
     * Opens a new scope in a context, for a caller that knows when it ends.
     *
     * @param context the context
     * @return the scope
     */
    public Opened opened(Context context) {
        BatchScope scope = newScope(context);
        return new Opened(scope.context(), scope::end);
    }

    /**
     * A scope that its opener ends.
     *
     * @param context the context with the scope
     * @param end notifies the listeners of the lookups so far
     */
    public record Opened(Context context, Runnable end) {}

    /** Opens a scope that will end. */
    BatchScope newScope(Context outer) {
        return newScope(outer, options.listeners()::scope);
    }

    private BatchScope newScope(Context outer, Function<Context, Observers<ScopeObserver>> started) {
        SharedSnapshot snapshot = sessions.snapshot();
        Context around = sessions.withSnapshot(outer, snapshot);
        return new BatchScope(
                key,
                options,
                started.apply(around),
                detector,
                snapshot,
                sessions::commitsOfFramework,
                new Dispatcher(timer),
                around);
    }

    /**
     * Runs a pipeline in a scope: the one of its context, else a new one for each subscription.
     *
     * @param pipeline the pipeline
     * @param <R> what it answers
     * @return its answer
     */
    public <R> Flux<R> batched(Flux<R> pipeline) {
        return new BatchedFlux<>(pipeline, this);
    }

    /**
     * Runs a pipeline in a scope: the one of its context, else a new one for each subscription.
     *
     * @param pipeline the pipeline
     * @param <R> what it answers
     * @return its answer
     */
    public <R> Mono<R> batched(Mono<R> pipeline) {
        return new BatchedMono<>(pipeline, this);
    }

    /**
     * Lets the first lookup of a relationship for one of some rows read for the rows behind it, too, as far as they have arrived.
     *
     * @param rows the rows
     * @param owners finds the owners of lookups in a row
     * @param <R> the row
     * @return the same rows; refused outside a scope
     */
    public <R> Flux<R> lookAhead(Flux<R> rows, Function<? super R, ? extends Collection<?>> owners) {
        return new LookAheadFlux<>(rows, this, owners);
    }

    /**
     * Runs a pipeline outside the scope of its context, which ends.
     *
     * @param pipeline the pipeline
     * @param <R> what it answers
     * @return its answer
     */
    public <R> Flux<R> outside(Flux<R> pipeline) {
        return Flux.deferContextual(context -> {
            BatchScope scope = find(context);
            if (scope == null) {
                return pipeline;
            }
            scope.endEarly();
            return pipeline.contextWrite(inside -> sessions.withoutSnapshot(scope.removedFrom(inside)));
        });
    }

    /**
     * Forgets what the scope of the context knows of an owner's relationship; does nothing outside a scope.
     *
     * @param association the relationship's
     * @param key the owner's
     * @return completes when it is forgotten
     */
    public Mono<Void> refresh(Association association, List<Object> key) {
        return inScope(scope -> {
            scope.refresh(association, key);
            return null;
        });
    }

    /**
     * Lets the scope of the context know a row; does nothing outside a scope.
     *
     * @param type the row's type
     * @param id its id
     * @param entity the row
     * @param <T> the record
     * @return completes when it is known
     */
    public <T> Mono<Void> prime(EntityType<T> type, List<Object> id, T entity) {
        return Mono.deferContextual(context -> {
            BatchScope scope = find(context);
            if (scope != null) {
                scope.prime(type, id, entity, sessions.transaction(context));
            }
            return Mono.empty();
        });
    }

    /**
     * What has been looked up so far in the scope of the context.
     *
     * @return the statistics; empty outside a scope
     */
    public Mono<ScopeStatistics> statistics() {
        return inScope(BatchScope::statistics);
    }

    private <R> Mono<R> inScope(Function<BatchScope, @Nullable R> work) {
        return Mono.deferContextual(context -> {
            BatchScope scope = find(context);
            return scope == null ? Mono.empty() : Mono.justOrEmpty(work.apply(scope));
        });
    }
}
