package dev.relata.internal.session;

import dev.relata.error.RefusedException;
import dev.relata.error.TransactionException;
import dev.relata.spi.Isolation;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.TransactionRunner;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Keeps the open transaction in the reactive context, under this object as the key, so that two stores do not mix.
 * Immutable, thread-safe.
 */
public final class Transactions implements Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final TransactionOptions SNAPSHOT =
            TransactionOptions.isolation(Isolation.REPEATABLE_READ).asReadOnly();

    private final Store.Open store;

    /** What the context holds. */
    private record Current(Transaction transaction, TransactionOptions options) {}

    /**
     * Makes the transactions of a store.
     *
     * @param store the store
     */
    public Transactions(Store.Open store) {
        this.store = store;
    }

    @Override
    public <R> Flux<R> many(Function<? super Session, ? extends Flux<R>> work) {
        return Flux.deferContextual(context -> work.apply(session(context)));
    }

    @Override
    public <R> Mono<R> one(Function<? super Session, ? extends Mono<R>> work) {
        return Mono.deferContextual(context -> work.apply(session(context)));
    }

    @Override
    public <R> Flux<R> snapshot(Function<? super Session, ? extends Flux<R>> work) {
        return Flux.deferContextual(context -> {
            Current current = current(context);
            return current == null ? inSnapshot(work) : work.apply(current.transaction());
        });
    }

    private <R> Flux<R> inSnapshot(Function<? super Session, ? extends Flux<R>> work) {
        return store.begin(SNAPSHOT)
                .flatMapMany(begun -> Flux.usingWhen(
                        Mono.just(begun),
                        work::apply,
                        Transaction::commit,
                        (transaction, error) -> transaction.rollback(),
                        Transaction::rollback));
    }

    @Override
    public <R> Flux<R> read(Function<? super Session, ? extends Flux<R>> work) {
        return many(work);
    }

    @Override
    public <R> Flux<R> stream(Function<? super Session, ? extends Flux<R>> work) {
        return many(work);
    }

    @Override
    public @Nullable Transaction transaction(ContextView context) {
        Current current = current(context);
        return current == null ? null : current.transaction();
    }

    @Override
    public <R> Mono<R> atomically(Function<? super Session, ? extends Mono<R>> work) {
        Mono<R> once = transactional(one(work), TransactionOptions.defaults());
        return Mono.deferContextual(context -> current(context) == null ? repeated(once) : once);
    }

    /** A transaction that is nobody's but ours is begun anew where the store wants that. */
    private <R> Mono<R> repeated(Mono<R> once) {
        return Mono.defer(() -> {
            Repeatable operation = new Repeatable();
            return store.repeated(once.contextWrite(operation::in).onErrorMap(operation::seal))
                    .onErrorMap(Repeatable::open);
        });
    }

    private Session session(ContextView context) {
        Current current = current(context);
        return current == null ? store.direct() : current.transaction();
    }

    private @Nullable Current current(ContextView context) {
        return context.<Current>getOrEmpty(this).orElse(null);
    }

    /**
     * Runs a pipeline in a transaction: one of its own, or inside that of the context.
     *
     * @param pipeline what to run
     * @param options how; isolation is for the outermost only
     * @param <R> what it answers
     * @return its answer, after the commit
     */
    public <R> Mono<R> transactional(Mono<R> pipeline, TransactionOptions options) {
        RefusedException.unlessNull(pipeline, "transactional", "the pipeline");
        RefusedException.unlessNull(options, "transactional", "the TransactionOptions that say how");
        return Mono.deferContextual(context -> {
            Current outer = current(context);
            Mono<R> once = runner(outer, options).one(begun -> pipeline.contextWrite(inside(begun, outer, options)));
            return outer == null && options.retries() > 0
                    ? once.retryWhen(ConflictRetry.immediately(options.retries(), ConflictRetry::isConflict))
                    : once;
        });
    }

    /**
     * Runs a pipeline in a transaction: one of its own, or inside that of the context.
     *
     * @param pipeline what to run
     * @param options how; with retries its elements are held until the commit
     * @param <R> what it answers
     * @return its answer; elements are provisional until it completes
     */
    public <R> Flux<R> transactional(Flux<R> pipeline, TransactionOptions options) {
        RefusedException.unlessNull(pipeline, "transactional", "the pipeline");
        RefusedException.unlessNull(options, "transactional", "the TransactionOptions that say how");
        return Flux.deferContextual(context -> {
            Current outer = current(context);
            if (outer == null && options.retries() > 0) {
                Mono<List<R>> whole = pipeline.collectList();
                return transactional(whole, options).flatMapIterable(rows -> rows);
            }
            return runner(outer, options)
                    .onCancel(begun -> cancelled(begun, outer))
                    .many(begun -> pipeline.contextWrite(inside(begun, outer, options)));
        });
    }

    private TransactionRunner<Transaction> runner(@Nullable Current outer, TransactionOptions options) {
        return new TransactionRunner<>(begin(outer, options), Transaction::commit, Transaction::rollback);
    }

    private Mono<Transaction> begin(@Nullable Current outer, TransactionOptions options) {
        if (outer == null) {
            return store.begin(options);
        }
        boolean changed = options.isolation() != null
                && options.isolation() != outer.options().isolation();
        if (changed) {
            return Mono.error(new TransactionException("An inner transaction cannot run at " + options.isolation()
                    + " inside one at "
                    + (outer.options().isolation() == null
                            ? "the store's default"
                            : outer.options().isolation())
                    + ": choose the isolation where the outermost transaction begins"));
        }
        if (options.readOnly() && !outer.options().readOnly()) {
            return Mono.error(
                    new TransactionException(
                            "An inner transaction cannot be read-only inside one that writes:"
                                    + " its writes would not be refused; drop asReadOnly(), or give it to the outermost transaction"));
        }
        return outer.transaction().nested();
    }

    private Function<Context, Context> inside(
            Transaction transaction, @Nullable Current outer, TransactionOptions options) {
        Current inner = new Current(transaction, outer == null ? options : outer.options());
        return context -> context.put(this, inner);
    }

    /** Of transactions inside each other only the outermost says so. */
    private static Mono<Void> cancelled(Transaction transaction, @Nullable Current outer) {
        if (outer != null) {
            return transaction.rollback();
        }
        return transaction
                .rollback()
                .doFirst(() -> LOG.warn("A transaction was cancelled before it completed and is rolled back: what it"
                        + " emitted so far is not stored. With take(…) or next(), put transactional(…) after it."));
    }
}
