package dev.relata.internal.session;

import dev.relata.error.RefusedException;
import dev.relata.internal.explain.ExplainedSession;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.query.Explain;
import dev.relata.query.Explanation;
import dev.relata.spi.AmbientTransaction;
import dev.relata.spi.AmbientTransactions;
import dev.relata.spi.Burst;
import dev.relata.spi.Capability;
import dev.relata.spi.RowLock;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.TransactionRunner;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Chooses, at each subscription, the session that work runs on, and runs pipelines in transactions. The open transaction is
 * kept in the reactive context under this object as the key, so that two stores do not mix. Immutable, thread-safe.
 */
public final class Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

    private final Store.Open store;
    private final SessionLayers layers;
    private final @Nullable AmbientTransactions ambientTransactions;
    private final ErrorTranslation translation;
    private final Session direct;
    private final ReadSessions reads;
    private final Object snapshotKey = new Object();

    /**
     * Makes the sessions of a store.
     *
     * @param store the store
     * @param layers what each request passes on its way to the store
     */
    public Sessions(Store.Open store, SessionLayers layers) {
        this(store, layers, ErrorTranslation.asTheyAre());
    }

    /**
     * Makes the sessions of a store.
     *
     * @param store the store
     * @param layers what each request passes on its way to the store
     * @param translation know what errors of users' pipelines were before they were translated
     */
    public Sessions(Store.Open store, SessionLayers layers, ErrorTranslation translation) {
        this.store = store;
        this.layers = layers;
        this.ambientTransactions = store.ambientTransactions();
        this.translation = translation;
        this.reads = ReadSessions.ofWrites(store, layers);
        this.direct = reads.direct();
    }

    /**
     * Runs work in the transaction of the context, else where its access says.
     *
     * @param access what the work needs
     * @param work the requests
     * @param <R> an element of the answer
     * @return the answer, cold
     */
    public <R> Flux<R> in(Access access, Function<? super Session, ? extends Flux<R>> work) {
        return Flux.deferContextual(context -> {
            Session transaction = transaction(context);
            Flux<R> answer = transaction == null ? outside(access, context, work) : work.apply(transaction);
            return isOneBurst(access, context) ? Burst.aroundAnswer(answer) : answer;
        });
    }

    /**
     * Runs a read that may lock its rows: without a lock with {@link Access#READ}, with one in the transaction of the context.
     *
     * @param lock how the read locks its rows, or null where it does not
     * @param label what is read, for messages
     * @param read the request
     * @param <R> an element of the answer
     * @return the answer, cold; a {@link RefusedException} for a lock outside any transaction, or one that the store lacks
     */
    public <R> Flux<R> locking(
            @Nullable RowLock lock, String label, Function<? super Session, ? extends Flux<R>> read) {
        if (lock == null) {
            return in(Access.READ, read);
        }
        boolean waits = lock != RowLock.SKIP && lock != RowLock.NO_WAIT;
        if (!waits && !store.capabilities().contains(Capability.ROW_LOCKS)) {
            return Flux.error(
                    () -> new RefusedException(label + ": this store does not lock rows one by one, so skipLocked() and"
                            + " noWait() cannot be had (it lacks Capability.ROW_LOCKS): use forUpdate()"));
        }
        return Flux.deferContextual(context -> transaction(context) == null
                ? Flux.error(new RefusedException(label + ": forUpdate(), skipLocked() and noWait() lock rows until the"
                        + " transaction ends, and there is none: put the read and the writes that follow into"
                        + " relata.transactional(…)"))
                : in(Access.WRITE, read));
    }

    /** What the store can do. */
    public Set<Capability> capabilities() {
        return store.capabilities();
    }

    /** Of a stream each fetch is a burst, which the store makes. */
    private static boolean isOneBurst(Access access, ContextView context) {
        return access != Access.STREAM && access != Access.SNAPSHOT && Burst.of(context) != Burst.NONE;
    }

    private <R> Flux<R> outside(Access access, ContextView context, Function<? super Session, ? extends Flux<R>> work) {
        if (access == Access.WRITE) {
            return work.apply(direct);
        }
        SharedSnapshot snapshot = shared(context);
        if (snapshot != null) {
            return access == Access.READ ? snapshot.read(work) : snapshot.stream(work);
        }
        ReadSessions next = reads.next();
        return access == Access.SNAPSHOT
                ? reading(next.snapshot()).many(open -> work.apply(open.session()))
                : work.apply(next.direct());
    }

    private @Nullable SharedSnapshot shared(ContextView context) {
        return context.<SharedSnapshot>getOrDefault(snapshotKey, null);
    }

    /**
     * Runs work with {@link Access#WRITE} that has at most one answer.
     *
     * @param work the requests
     * @param <R> the answer
     * @return the answer, cold
     */
    public <R> Mono<R> write(Function<? super Session, ? extends Mono<R>> work) {
        return Mono.deferContextual(context -> {
            Session transaction = transaction(context);
            return work.apply(transaction == null ? direct : transaction);
        });
    }

    /**
     * Runs work whole or not at all, in a transaction of its own: inside that of the context, if there is one.
     *
     * @param work the requests; publishers subscribed inside see the transaction in their context
     * @param <R> the answer
     * @return the answer, after the commit; cold
     */
    public <R> Mono<R> atomically(Function<? super Session, ? extends Mono<R>> work) {
        Mono<R> write = write(work);
        return Mono.deferContextual(context -> {
            OpenTransaction outer = current(context);
            Mono<R> once = own(write, TransactionOptions.defaults(), outer, context);
            return atOnce(outer == null ? repeated(once) : once, context);
        });
    }

    /** A transaction of an operation's own is begun anew where the store wants that. */
    private <R> Mono<R> repeated(Mono<R> once) {
        return Mono.defer(() -> {
            Repeatable operation = new Repeatable();
            return store.repeated(once.contextWrite(operation::in).onErrorMap(operation::seal))
                    .onErrorMap(Repeatable::open);
        });
    }

    /**
     * Finds the transaction of a context: one of Relata's, or one of a framework, whichever is the innermost.
     *
     * @param context the subscriber's context
     * @return the session of the innermost open transaction, which is its identity too, or null outside any
     */
    public @Nullable Session transaction(ContextView context) {
        OpenTransaction current = current(context);
        return current == null ? null : current.session();
    }

    /**
     * A transaction of Relata's that began inside another one of the framework's than the present one, or outside any, is not
     * the innermost, or is suspended.
     */
    private @Nullable OpenTransaction current(ContextView context) {
        OpenTransaction own = own(context);
        AmbientTransaction ambient = ambientTransactions == null ? null : ambientTransactions.current(context);
        if (own != null && own.ambient() == ambient) {
            return own;
        }
        return ambient == null ? null : OpenTransaction.join(ambient, layers);
    }

    private @Nullable OpenTransaction own(ContextView context) {
        return context.<OpenTransaction>getOrDefault(this, null);
    }

    /**
     * Returns how many transactions of a framework that may have written have been committed so far.
     *
     * @return the number, 0 without a framework
     */
    public long commitsOfFramework() {
        return ambientTransactions == null ? 0 : ambientTransactions.commits();
    }

    /**
     * Makes the shared snapshot of a batch scope, which is not open yet.
     *
     * @return the shared snapshot
     */
    public SharedSnapshot snapshot() {
        return new SharedSnapshot(store, reads.next());
    }

    /**
     * Lets reads and streams of a context use a shared snapshot.
     *
     * @param context the context
     * @param snapshot the shared snapshot
     * @return the context with the shared snapshot
     */
    public Context withSnapshot(Context context, SharedSnapshot snapshot) {
        return context.put(snapshotKey, snapshot);
    }

    /**
     * Takes the shared snapshot out of a context.
     *
     * @param context the context
     * @return the context without a shared snapshot
     */
    public Context withoutSnapshot(Context context) {
        return context.delete(snapshotKey);
    }

    /**
     * Runs a pipeline in a transaction: one of its own, or inside that of the context.
     *
     * @param pipeline the pipeline
     * @param options how; isolation is for the outermost only
     * @param <R> the answer
     * @return the answer, after the commit
     */
    public <R> Mono<R> transactional(Mono<R> pipeline, TransactionOptions options) {
        refuseNull(pipeline, options);
        return Mono.deferContextual(context -> {
            OpenTransaction outer = current(context);
            AmbientTransactions framework = ambientTransactions;
            if (outer == null && framework != null && framework.begins()) {
                Mono<R> begun =
                        framework.begin(joined(pipeline.flux()), options).singleOrEmpty();
                return atOnce(
                        retried(begun, options, error -> framework.isConflict(translation.original(error))), context);
            }
            return atOnce(own(pipeline, options, outer, context), context);
        });
    }

    /** Makes what comes after the commit a burst, as the answer of a request is. */
    private static <R> Mono<R> atOnce(Mono<R> answer, ContextView context) {
        return Burst.of(context) == Burst.NONE
                ? answer
                : Burst.aroundAnswer(answer.flux()).singleOrEmpty();
    }

    /** A transaction of the store's own: outermost, or inside the given one. */
    private <R> Mono<R> own(
            Mono<R> pipeline, TransactionOptions options, @Nullable OpenTransaction outer, ContextView context) {
        if (outer != null && isForeign(outer, context) && options.retries() > 0) {
            return Mono.error(OpenTransaction.notRepeatable(options.retries()));
        }
        Mono<R> once = runner(begin(outer, options, context)).one(open -> pipeline.contextWrite(inside(open)));
        return outer == null ? retried(once, options, this::isConflict) : once;
    }

    /** Whether only its framework knows of a transaction: no {@code transactional} stands around the pipeline. */
    private boolean isForeign(OpenTransaction open, ContextView context) {
        return open.outer() == null && !open.equals(own(context));
    }

    private static <R> Mono<R> retried(Mono<R> once, TransactionOptions options, Predicate<Throwable> conflict) {
        return options.retries() == 0 ? once : once.retryWhen(ConflictRetry.immediately(options.retries(), conflict));
    }

    /** Lets a pipeline know that the transaction of the framework around it is one that Relata has asked for. */
    private <R> Flux<R> joined(Flux<R> pipeline) {
        return Flux.deferContextual(context -> {
            OpenTransaction begun = current(context);
            return begun == null
                    ? Flux.error(new IllegalStateException(
                            "transactional: the framework has begun a transaction that is" + " not one of this store"))
                    : pipeline.contextWrite(inside(begun));
        });
    }

    /**
     * Runs a pipeline in a transaction: one of its own, or inside that of the context.
     *
     * @param pipeline the pipeline
     * @param options how; with retries the elements are held until the commit
     * @param <R> an element of the answer
     * @return the answer; elements are provisional until it completes
     */
    public <R> Flux<R> transactional(Flux<R> pipeline, TransactionOptions options) {
        refuseNull(pipeline, options);
        return Flux.deferContextual(context -> {
            OpenTransaction outer = current(context);
            if (options.retries() > 0 && (outer == null || isForeign(outer, context))) {
                Mono<List<R>> whole = pipeline.collectList();
                return transactional(whole, options).flatMapIterable(rows -> rows);
            }
            AmbientTransactions framework = ambientTransactions;
            if (outer == null && framework != null && framework.begins()) {
                return framework.begin(joined(pipeline.doOnCancel(Sessions::warnOfCancel)), options);
            }
            return runner(begin(outer, options, context))
                    .onCancel(open -> outer == null ? cancelled(open) : open.rollback())
                    .many(open -> pipeline.contextWrite(inside(open)));
        });
    }

    /**
     * Explains the reads of a pipeline, which is subscribed to once: outside the batch scope of the context, and for plans in a
     * transaction that is rolled back.
     *
     * @param pipeline the pipeline; writes in it are refused
     * @param how what is asked
     * @return the explanation, cold; a {@link RefusedException} for plans that the store does not tell
     */
    public Mono<Explanation> explained(Publisher<?> pipeline, Explain how) {
        if (!how.sends()) {
            return explained(pipeline, direct, how);
        }
        if (!store.capabilities().contains(Capability.EXPLAIN_PLANS)) {
            return Mono.error(
                    () -> new RefusedException("explain: this store tells no plans of its statements (it lacks"
                            + " Capability.EXPLAIN_PLANS): ask for Explain.statements(), and for their plans with the store's own"
                            + " tools"));
        }
        return Mono.deferContextual(context -> {
            OpenTransaction outer = current(context);
            Mono<OpenTransaction> begin =
                    begin(outer, outer == null ? OpenTransaction.SNAPSHOT : TransactionOptions.defaults(), context);
            return new TransactionRunner<>(begin, open -> open.rollback().onErrorComplete(), OpenTransaction::rollback)
                    .one(open -> explained(pipeline, open.session(), how));
        });
    }

    private Mono<Explanation> explained(Publisher<?> pipeline, Session session, Explain how) {
        return Mono.deferContextual(context -> {
            ExplainedSession explained = new ExplainedSession(session, how);
            AmbientTransaction ambient = ambientTransactions == null ? null : ambientTransactions.current(context);
            OpenTransaction open = new OpenTransaction(
                    explained,
                    explained,
                    OpenTransaction.SNAPSHOT,
                    new WriteMark(null),
                    (each, wrote) -> each,
                    ambient,
                    null);
            return Flux.from(pipeline)
                    .contextWrite(outside -> inside(open).apply(withoutSnapshot(layers.alone(outside))))
                    .then()
                    .onErrorResume(error -> explained.isTolerable(translation.original(error)), error -> Mono.empty())
                    .then(explained.explanation());
        });
    }

    private boolean isConflict(Throwable error) {
        return ConflictRetry.isConflict(translation.original(error));
    }

    private static void refuseNull(Object pipeline, TransactionOptions options) {
        RefusedException.unlessNull(pipeline, "transactional", "the pipeline");
        RefusedException.unlessNull(options, "transactional", "the TransactionOptions that say how");
    }

    private Mono<OpenTransaction> begin(
            @Nullable OpenTransaction outer, TransactionOptions options, ContextView context) {
        if (outer != null) {
            return outer.nested(options);
        }
        if (!options.readOnly()) {
            return OpenTransaction.begin(store, layers, options);
        }
        SharedSnapshot scope = shared(context);
        return (scope == null ? reads.next() : scope.reads()).begin(options);
    }

    private Function<Context, Context> inside(OpenTransaction transaction) {
        return context -> context.put(this, transaction);
    }

    private static TransactionRunner<OpenTransaction> runner(Mono<OpenTransaction> begin) {
        return new TransactionRunner<>(begin, OpenTransaction::commit, OpenTransaction::rollback);
    }

    /** Of a transaction that has only read the end cannot change the answer. */
    private static TransactionRunner<OpenTransaction> reading(Mono<OpenTransaction> begin) {
        return new TransactionRunner<>(begin, open -> open.commit().onErrorComplete(), OpenTransaction::rollback);
    }

    /** Of transactions inside each other only the outermost warns. */
    private static Mono<Void> cancelled(OpenTransaction outermost) {
        return outermost.rollback().doFirst(Sessions::warnOfCancel);
    }

    private static void warnOfCancel() {
        LOG.warn("A transaction was cancelled before it completed and is rolled back: what it"
                + " emitted so far is not stored. With take(…) or next(), put transactional(…) after it.");
    }
}
