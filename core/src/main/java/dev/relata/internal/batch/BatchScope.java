package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import dev.relata.internal.observe.LookupMark;
import dev.relata.internal.observe.NPlusOneDetector;
import dev.relata.internal.observe.NPlusOneDetector.LookupCounts;
import dev.relata.internal.observe.Observers;
import dev.relata.internal.scope.Scope;
import dev.relata.internal.scope.ScopeKey;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.SharedSnapshot;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.observe.ScopeObserver;
import dev.relata.observe.ScopeStatistics;
import dev.relata.spi.Burst;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/**
 * The lookups of one reactive context. Thread-safe: all that is collected and remembered is guarded by the dispatcher, which is
 * never held while foreign code runs.
 */
final class BatchScope implements Scope {

    private static final Runnable NOTHING = () -> {};

    private final ScopeKey key;
    private final BatchOptions options;
    private final Observers<ScopeObserver> observers;
    private final NPlusOneDetector detector;
    private final SharedSnapshot snapshot;
    private final LongSupplier commitsOfFramework;
    private final Dispatcher dispatcher;
    private final Context outerContext;
    private final @Nullable Scope outer;
    private final Burst burst;
    private final LookupQueues queues;
    private final ScopeCounters counters = new ScopeCounters();
    private final LookAhead lookAhead;
    private final LookupCounts singles = new LookupCounts();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean strict;

    /** The transactions of a framework that had been committed when this scope last looked; guarded by the dispatcher. */
    private long commits;

    /** The latest one; two on two threads only miss a chance. */
    private volatile @Nullable BatchDelivery<?> delivery;

    BatchScope(
            ScopeKey key,
            BatchOptions options,
            Observers<ScopeObserver> observers,
            NPlusOneDetector detector,
            SharedSnapshot snapshot,
            LongSupplier commitsOfFramework,
            Dispatcher dispatcher,
            Context outerContext) {
        this.key = key;
        this.options = options;
        this.detector = detector;
        this.snapshot = snapshot;
        this.commitsOfFramework = commitsOfFramework;
        this.commits = commitsOfFramework.getAsLong();
        this.dispatcher = dispatcher;
        this.observers = observers;
        this.outerContext = observers.in(outerContext, ScopeObserver::context);
        this.outer = key.find(outerContext);
        this.burst = CompositeBurst.of(Burst.of(outerContext), dispatcher);
        this.queues = new LookupQueues(options);
        this.lookAhead = new LookAhead(dispatcher, queues, counters);
    }

    /** Returns the context with this scope, in which batches run too: never in that of the first subscriber. */
    Context context() {
        return key.put(outerContext, this).put(Burst.KEY, burst);
    }

    /** Returns the context of the request of a batch, which tells listeners of the lookups behind it. */
    Context contextOf(List<? extends KeyEntry<?>> entries, int fromMemory) {
        if (options.listeners().isEmpty()) {
            return context();
        }
        int waiting = entries.stream().mapToInt(KeyEntry::waiters).sum();
        return new LookupMark(waiting, fromMemory).in(context());
    }

    /** Returns a context of this scope without it: with the burst of scopes of other front doors alone. */
    Context removedFrom(Context context) {
        Context without = key.remove(context);
        Burst others = Burst.of(outerContext);
        return others == Burst.NONE ? without.delete(Burst.KEY) : without.put(Burst.KEY, others);
    }

    SharedSnapshot snapshot() {
        return snapshot;
    }

    LookAhead lookAhead() {
        return lookAhead;
    }

    void makeStrict() {
        strict = true;
    }

    /** Runs a piece of work as one burst, to this scope and to those of other front doors around it. */
    void asBurst(Runnable work) {
        burst.begin();
        try {
            work.run();
        } finally {
            burst.end();
        }
    }

    /** Answers the waiter, now or later. */
    <R> void ask(Lookup<R> lookup, Waiter<R> waiter, @Nullable Session transaction) {
        enqueue(lookup, waiter, transaction).run();
        goOn();
    }

    /** Returns what remains to be done without the guard. */
    private <R> Runnable enqueue(Lookup<R> lookup, Waiter<R> waiter, @Nullable Session transaction) {
        synchronized (dispatcher) {
            forgetAfterCommits();
            LookupQueue<R> queue = queues.of(this, lookup, transaction);
            KeyEntry<R> entry = queue.find(lookup.key());
            List<R> known = queues.known(queue, entry, lookup.key());
            boolean found = known != null || entry != null;
            counters.lookup(lookup.label(), found);
            if (entry != null && entry.ask()) {
                counters.asked(lookup.label());
            }
            // Where others may write in the transaction nothing may be remembered.
            AheadRequest ahead = found || !queue.batchKey.isExclusive() ? null : lookAhead.find(lookup.owner());
            boolean refused = !found && strict && ahead == null && !lookup.planned();
            if (known == null && !refused && !waiter.isOver()) {
                if (ahead != null) {
                    queue.readAhead(ahead);
                }
                (entry == null ? queue.add(lookup.key()) : entry).add(waiter);
                return offer(queue);
            }
            if (known != null) {
                queue.answeredFromMemory();
            }
            if (known != null && entry != null) {
                lookAhead.answered(entry, lookup.owner());
            }
            queues.removeIfIdle(queue);
            return known == null ? refuse(lookup, waiter, refused) : () -> asBurst(() -> waiter.answerAndEnd(known));
        }
    }

    /** Users of a framework's transactions may have written in one of them, which no session of the store has seen. */
    private void forgetAfterCommits() {
        long now = commitsOfFramework.getAsLong();
        if (now != commits) {
            commits = now;
            forget(queues::forgetAll, this::forgetAll);
        }
    }

    private Runnable offer(LookupQueue<?> queue) {
        boolean mayGo = dispatcher.offer(queue);
        if (mayGo && queue.isUrgent()) {
            return dispatcher::dispatch;
        }
        return dispatcher.isOutside() ? dispatcher::collect : NOTHING;
    }

    private Runnable refuse(Lookup<?> lookup, Waiter<?> waiter, boolean refused) {
        return refused ? () -> asBurst(() -> waiter.fail(detector.unplanned(lookup.label(), lookup.place()))) : NOTHING;
    }

    /** Subscribes to the request of a batch that the dispatcher has taken. */
    <R> void send(LookupBatch<R> batch) {
        lookAhead.extend(batch);
        Throwable refusal = refusal(batch);
        if (refusal == null) {
            count(batch);
            Flux.defer(() -> read(batch)).subscribe(batch);
        } else {
            answered(batch, refusal);
        }
    }

    /** Returns an error for one single lookup too many. */
    private <R> @Nullable Throwable refusal(LookupBatch<R> batch) {
        Waiter<R> single = batch.single();
        if (single == null) {
            singles.together(batch.queue().sample.label());
            return null;
        }
        Lookup<R> lookup = single.lookup;
        return lookup.planned() ? null : detector.inScope(singles, lookup.label(), lookup.place(), single);
    }

    private void count(LookupBatch<?> batch) {
        synchronized (dispatcher) {
            counters.statement(batch.queue().sample.label(), batch.entries().size());
        }
    }

    private Flux<@Nullable Object[]> read(LookupBatch<?> batch) {
        Select request = batch.request();
        Session transaction = batch.queue().batchKey.transaction();
        return transaction == null ? snapshot.read(Requests.select(request)) : transaction.select(request);
    }

    /** Answers all waiters of a batch as one burst: the lookups that follow are batched too. */
    <R> void answered(LookupBatch<R> batch, @Nullable Throwable error) {
        asBurst(() -> {
            if (settle(batch, error)) {
                // A full batch goes first, because a subscriber may block until one of its keys is answered.
                dispatcher.dispatch();
                deliver(batch, error);
            }
        });
    }

    /** Returns false for a batch that has ended already. */
    private <R> boolean settle(LookupBatch<R> batch, @Nullable Throwable error) {
        synchronized (dispatcher) {
            if (!batch.end()) {
                return false;
            }
            LookupQueue<R> queue = batch.queue();
            for (int i = 0; i < batch.entries().size(); i++) {
                KeyEntry<R> entry = batch.entries().get(i);
                entry.close();
                if (error == null && !batch.stale() && batch.unreadable(i) == null) {
                    queues.remember(queue, entry, batch.rows(i));
                    answered(entry);
                } else {
                    queue.unanswered(entry);
                }
                batch.dropUnasked(i);
            }
            ended(batch);
            return true;
        }
    }

    private <R> void answered(KeyEntry<R> entry) {
        for (int i = 0; entry.isHeld() && i < entry.waiters(); i++) {
            lookAhead.answered(entry, entry.waiter(i).lookup.owner());
        }
    }

    private <R> void ended(LookupBatch<R> batch) {
        LookupQueue<R> queue = batch.queue();
        queue.ended(batch);
        dispatcher.offer(queue);
        queues.removeIfIdle(queue);
    }

    private <R> void deliver(LookupBatch<R> batch, @Nullable Throwable error) {
        BatchDelivery<?> before = delivery;
        BatchDelivery<R> own = new BatchDelivery<>(batch, error);
        delivery = own;
        try {
            own.run();
        } finally {
            delivery = before;
        }
    }

    /** Called when a pipeline of the scope comes back to it. */
    void goOn() {
        BatchDelivery<?> present = delivery;
        if (present != null) {
            present.goOn();
        }
    }

    /** Removes the waiter alone; a batch without any waiter is cancelled. */
    <R> void cancelled(Waiter<R> waiter) {
        LookupBatch<R> abandoned = abandonedBy(waiter);
        if (abandoned != null) {
            abandoned.cancel();
            dispatcher.dispatch();
        }
    }

    private <R> @Nullable LookupBatch<R> abandonedBy(Waiter<R> waiter) {
        synchronized (dispatcher) {
            KeyEntry<R> entry = waiter.leave();
            if (entry == null || !entry.left()) {
                return null;
            }
            LookupBatch<R> batch = entry.batch;
            if (batch == null) {
                entry.queue.withdraw(entry);
                dispatcher.offer(entry.queue);
                queues.removeIfIdle(entry.queue);
                return null;
            }
            if (!batch.left() || !batch.end()) {
                return null;
            }
            batch.entries().forEach(batch.queue()::unanswered);
            ended(batch);
            return batch;
        }
    }

    /** Called when rows of the type have changed, or may have; also for a scope around this one. */
    @Override
    public void changed(EntityType<?> type) {
        snapshot.wrote();
        forget(() -> queues.forget(type), this::changed);
        if (outer != null) {
            outer.changed(type);
        }
    }

    /** Called when anything may have changed; also for a scope around this one. */
    @Override
    public void changed() {
        snapshot.wrote();
        forgetAll();
        if (outer != null) {
            outer.changed();
        }
    }

    private void forgetAll() {
        forget(queues::forgetAll, this::forgetAll);
    }

    private void forget(Runnable what, Runnable atEndOfSnapshot) {
        synchronized (dispatcher) {
            snapshot.changed(atEndOfSnapshot);
            what.run();
        }
    }

    void refresh(Association association, List<Object> key) {
        synchronized (dispatcher) {
            queues.forget(association, key);
        }
    }

    @Override
    public void ended(Session transaction) {
        synchronized (dispatcher) {
            queues.forget(transaction);
        }
    }

    <T> void prime(EntityType<T> type, List<Object> id, T entity, @Nullable Session transaction) {
        synchronized (dispatcher) {
            queues.prime(this, type, id, entity, transaction);
        }
    }

    ScopeStatistics statistics() {
        synchronized (dispatcher) {
            return counters.statistics();
        }
    }

    /** Forgets everything and ends, before the subscription that opened the scope does. */
    void endEarly() {
        synchronized (dispatcher) {
            lookAhead.clear();
            queues.forgetAll();
        }
        end();
    }

    /** Notifies the listeners of the lookups of the scope, once. */
    void end() {
        if (ended.compareAndSet(false, true) && !options.listeners().isEmpty()) {
            ScopeStatistics statistics = statistics();
            observers.tell(observer -> observer.onEnd(statistics));
            options.listeners().tell(listener -> listener.onScopeEnd(statistics));
        }
    }
}
