package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import dev.relata.internal.observe.Listeners;
import dev.relata.internal.observe.NPlusOneDetector;
import dev.relata.internal.observe.NPlusOneDetector.Counts;
import dev.relata.internal.session.Lease;
import dev.relata.internal.session.Requests;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.Burst;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * The lookups of one reactive context. Thread-safe: all that is collected and remembered is guarded by this object, which is
 * never held while somebody else's code runs.
 */
final class BatchScope {

    private static final Runnable NOTHING = () -> {};

    private final BatchOptions options;
    private final NPlusOneDetector detector;
    private final Lease lease;
    private final Context context;
    private final Dispatcher dispatcher;
    private final Burst burst;
    private final @Nullable BatchScope outer;
    private final LookupQueues queues;
    private final ScopeCounters counters = new ScopeCounters();
    private final Counts singles = new Counts();
    private volatile boolean strict;

    /** The latest one; two on two threads only miss a chance. */
    private volatile @Nullable BatchDelivery<?> delivery;

    BatchScope(
            BatchOptions options,
            NPlusOneDetector detector,
            SharedTimer checks,
            Function<BatchScope, Lease> lease,
            Function<BatchScope, Context> context,
            @Nullable BatchScope outer) {
        this.options = options;
        this.detector = detector;
        this.dispatcher = new Dispatcher(this::send, checks);
        this.queues = new LookupQueues(options.maxCached());
        this.lease = lease.apply(this);
        this.context = context.apply(this);
        this.burst = Burst.of(this.context);
        this.outer = outer;
    }

    /** The context that batches run in: the scope's, not that of whoever happened to ask first. */
    Context context() {
        return context;
    }

    /** A burst to this scope, and to those of other front doors around it. */
    Burst burst() {
        return burst;
    }

    /** What collects lookups of this scope alone. */
    Burst dispatcher() {
        return dispatcher;
    }

    Lease lease() {
        return lease;
    }

    void makeStrict() {
        strict = true;
    }

    /** Answers the waiter, now or later. */
    <R> void ask(Lookup<R> lookup, Waiter<R> waiter, @Nullable Session transaction) {
        asBurst(() -> {
            enqueue(lookup, waiter, transaction).run();
            goOn();
        });
    }

    /** What happens in one go; afterwards, and whatever was thrown, nobody is left waiting. */
    private void asBurst(Runnable work) {
        burst.begin();
        dispatcher.goesOn();
        try {
            work.run();
        } finally {
            try {
                burst.end();
            } finally {
                dispatcher.watch();
            }
        }
    }

    /** Answers what remains to be done without the guard. */
    private synchronized <R> Runnable enqueue(Lookup<R> lookup, Waiter<R> waiter, @Nullable Session transaction) {
        LookupQueue<R> queue = queues.of(lookup, transaction);
        KeyEntry<R> found = queue.find(lookup.key());
        List<R> known = queues.known(queue, found, lookup.key());
        KeyEntry<R> pending = found != null && found.pending ? found : null;
        counters.lookup(lookup.label(), known != null || pending != null);
        boolean refused = known == null && pending == null && strict && !lookup.planned();
        if (known != null || refused || waiter.over()) {
            queues.removeIfIdle(queue);
            return known == null ? refuse(lookup, waiter, refused) : () -> waiter.tellAll(known);
        }
        if (pending == null && dispatcher.isStray() && queue.expectsMore(dispatcher.now())) {
            queue.strays = true;
        }
        KeyEntry<R> ask = pending == null ? queue.ask(lookup.key()) : pending;
        ask.add(waiter);
        return offer(queue);
    }

    private Runnable refuse(Lookup<?> lookup, Waiter<?> waiter, boolean refused) {
        return refused ? () -> waiter.fail(detector.unplanned(lookup.label(), lookup.place())) : NOTHING;
    }

    /** Lets the queue send in its turn; answers what remains to be done without the guard. */
    private Runnable offer(LookupQueue<?> queue) {
        if (!queue.sendable()) {
            return NOTHING;
        }
        if (queue.waitingKeys() >= options.maxBatch()) {
            return queue.list(LookupQueue.Listing.FULL) ? () -> dispatcher.full(queue) : NOTHING;
        }
        queue.few = queue.waitingKeys() * 2 < queue.lastKeys();
        if (queue.list(LookupQueue.Listing.READY)) {
            queue.since = dispatcher.now();
            dispatcher.ready(queue);
        }
        return NOTHING;
    }

    private <R> void send(LookupQueue<R> queue) {
        LookupBatch<R> batch;
        Waiter<R> lone;
        synchronized (this) {
            queue.unlist();
            if (!queue.sendable()) {
                return;
            }
            batch = queue.take(this, options.maxBatch());
            dispatcher.sends();
            lone = batch.asks().size() == 1 ? batch.asks().get(0).first() : null;
        }
        Throwable refusal = lone == null ? together(batch) : alone(lone);
        if (refusal == null) {
            count(batch);
            Flux.defer(() -> read(batch)).subscribe(batch);
        } else {
            answered(batch, refusal);
        }
    }

    private @Nullable Throwable together(LookupBatch<?> batch) {
        singles.together(batch.queue().sample.label());
        return null;
    }

    private @Nullable Throwable alone(Waiter<?> waiter) {
        Lookup<?> lookup = waiter.lookup;
        return lookup.planned() ? null : detector.inScope(singles, lookup.label(), lookup.place(), waiter);
    }

    private synchronized void count(LookupBatch<?> batch) {
        counters.statement(batch.queue().sample.label(), batch.asks().size());
    }

    private Flux<@Nullable Object[]> read(LookupBatch<?> batch) {
        Select request = batch.request();
        Session transaction = batch.queue().room.transaction();
        return transaction == null ? lease.read(Requests.select(request)) : transaction.select(request);
    }

    /** All waiters of the batch are told, as one burst: what they ask next travels together too. */
    <R> void answered(LookupBatch<R> batch, @Nullable Throwable error) {
        asBurst(() -> {
            Runnable rest = settle(batch, error);
            if (rest != null) {
                // First, because whoever is told may block until something is answered that waits already.
                rest.run();
                dispatcher.watch();
                tell(batch, error);
            }
        });
    }

    private <R> void tell(LookupBatch<R> batch, @Nullable Throwable error) {
        BatchDelivery<?> outerOne = delivery;
        BatchDelivery<R> own = new BatchDelivery<>(batch, error);
        delivery = own;
        dispatcher.tells(true);
        try {
            own.run();
        } finally {
            dispatcher.tells(false);
            delivery = outerOne;
        }
    }

    /** Answers null for a batch that has ended already. */
    private synchronized <R> @Nullable Runnable settle(LookupBatch<R> batch, @Nullable Throwable error) {
        if (!batch.end()) {
            return null;
        }
        LookupQueue<R> queue = batch.queue();
        ended(batch);
        for (int i = 0; i < batch.asks().size(); i++) {
            KeyEntry<R> ask = batch.asks().get(i);
            ask.close();
            if (error == null && !batch.stale() && batch.unreadable(i) == null) {
                queues.remember(queue, ask, batch.rows(i));
            } else {
                queue.unanswered(ask);
            }
        }
        queues.removeIfIdle(queue);
        return offer(queue);
    }

    private <R> void ended(LookupBatch<R> batch) {
        dispatcher.ended();
        batch.queue().ended(batch, dispatcher.now());
    }

    /** A pipeline of the scope has come back to it. */
    void goOn() {
        BatchDelivery<?> present = delivery;
        if (present != null) {
            present.goOn();
        }
    }

    <R> void cancelled(Waiter<R> waiter) {
        LookupBatch<R> abandoned;
        Runnable rest;
        synchronized (this) {
            KeyEntry<R> ask = waiter.leave();
            abandoned = ask == null ? null : abandoned(ask);
            if (abandoned == null) {
                return;
            }
            ended(abandoned);
            abandoned.asks().forEach(abandoned.queue()::unanswered);
            queues.removeIfIdle(abandoned.queue());
            rest = offer(abandoned.queue());
        }
        abandoned.cancel();
        asBurst(rest);
    }

    /** The batch that nobody waits for any more, or null. */
    private <R> @Nullable LookupBatch<R> abandoned(KeyEntry<R> ask) {
        if (!ask.left()) {
            return null;
        }
        LookupBatch<R> batch = ask.batch;
        if (batch == null) {
            ask.queue.withdraw(ask);
            queues.removeIfIdle(ask.queue);
            return null;
        }
        return batch.left() && batch.end() ? batch : null;
    }

    /** Rows of the type have changed, or may have; also to a scope around this one. */
    void changed(EntityType<?> type) {
        forget(() -> queues.forget(type));
        if (outer != null) {
            outer.changed(type);
        }
    }

    /** Anything may have changed; also to a scope around this one. */
    void changed() {
        forget(queues::forgetAll);
        if (outer != null) {
            outer.changed();
        }
    }

    private synchronized void forget(Runnable what) {
        lease.changed(this::changed);
        what.run();
    }

    synchronized void refresh(Association association, List<Object> key) {
        queues.forget(association, key);
    }

    synchronized void ended(Session transaction) {
        queues.forget(transaction);
    }

    synchronized <T> void prime(EntityType<T> type, List<Object> id, T entity, @Nullable Session transaction) {
        queues.prime(type, id, entity, transaction);
    }

    synchronized ScopeStatistics statistics() {
        return counters.statistics();
    }

    /** Tells the listeners what was looked up. */
    void end() {
        if (!options.listeners().isEmpty()) {
            ScopeStatistics statistics = statistics();
            new Listeners(options.listeners()).tell(listener -> listener.onScopeEnd(statistics));
        }
    }
}
