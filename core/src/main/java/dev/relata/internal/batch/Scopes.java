package dev.relata.internal.batch;

import dev.relata.internal.engine.Lookups;
import dev.relata.internal.observe.NPlusOneDetector;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Refusals;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.Burst;
import dev.relata.spi.Store;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Opens batch scopes and finds them again in the reactive context, where they live under this object as the key, so that two
 * stores do not mix. Immutable, thread-safe.
 */
public final class Scopes {

    private final Store.Open store;
    private final BatchOptions options;
    private final Refusals refusals;
    private final NPlusOneDetector detector;
    private final SharedTimer checks = new SharedTimer(Dispatcher.CHECK);

    /**
     * Makes the scopes of a store.
     *
     * @param store the store
     * @param options how scopes behave
     */
    public Scopes(Store.Open store, BatchOptions options) {
        this.store = store;
        this.options = options;
        this.refusals = new Refusals(store);
        this.detector = new NPlusOneDetector(options.nPlusOne(), options.listeners());
    }

    /**
     * The store, so that writes inside a scope are noticed by it.
     *
     * @return what transactions and sessions are to be made of
     */
    public Store.Open store() {
        return new ScopedStore(store, this);
    }

    /**
     * Sessions that read in a scope's own transaction while one is open.
     *
     * @param sessions those of the transactions
     * @return the sessions for the engine
     */
    public Sessions sessions(Sessions sessions) {
        return new ScopedSessions(sessions, this);
    }

    /**
     * Lookups that travel together inside a scope.
     *
     * @param sessions tells the transaction of a context
     * @return the lookups for the engine
     */
    public Lookups lookups(Sessions sessions) {
        return new ScopedLookups(sessions, this, detector);
    }

    /** What names the property and the row that the store refused. */
    Refusals refusals() {
        return refusals;
    }

    @Nullable
    BatchScope find(ContextView context) {
        return context.<BatchScope>getOrEmpty(this).orElse(null);
    }

    /**
     * A new scope in a context.
     *
     * @param context the context
     * @return the context with the scope
     */
    public Context open(Context context) {
        return newScope(context).context();
    }

    BatchScope newScope(Context outer) {
        return new BatchScope(
                options,
                detector,
                checks,
                scope -> new Lease(store, scope::changed),
                scope -> inside(outer, scope),
                find(outer));
    }

    private Context inside(Context outer, BatchScope scope) {
        Burst around = Burst.of(outer);
        Burst burst = around == Burst.NONE ? scope.dispatcher() : new CompositeBurst(around, scope.dispatcher());
        return outer.put(this, scope).put(Burst.KEY, burst);
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
     * @param sessions tells the transaction of a context
     * @param type the row's type
     * @param id its id
     * @param entity the row
     * @param <T> the record
     * @return completes when it is known
     */
    public <T> Mono<Void> prime(Sessions sessions, EntityType<T> type, List<Object> id, T entity) {
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
