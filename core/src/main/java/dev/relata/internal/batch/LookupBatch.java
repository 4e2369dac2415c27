package dev.relata.internal.batch;

import dev.relata.spi.KeyBatch;
import dev.relata.spi.Select;
import dev.relata.spi.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** One request in flight, and its rows. Rows are routed by the position of the key in the request, never by comparing keys. */
final class LookupBatch<R> implements CoreSubscriber<@Nullable Object[]> {

    private static final Subscription CANCELLED = Operators.cancelledSubscription();

    private final BatchScope scope;
    private final LookupQueue<R> queue;
    private final Context context;
    private final List<KeyEntry<R>> entries;
    private final List<List<R>> rows;
    private final Collection<AheadRequest> aheadRequests;
    private final Map<Integer, Throwable> unreadable = new HashMap<>();
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();

    /** Whether a change has come since it was sent, and whether it has ended. Guarded. */
    private boolean stale;

    private boolean over;

    /** The number of keys that subscribers wait for. Guarded. */
    private int live;

    LookupBatch(
            BatchScope scope,
            LookupQueue<R> queue,
            List<KeyEntry<R>> entries,
            Collection<AheadRequest> aheadRequests,
            int fromMemory) {
        this.scope = scope;
        this.queue = queue;
        this.entries = entries;
        this.aheadRequests = aheadRequests;
        this.live = entries.size();
        this.context = scope.contextOf(entries, fromMemory);
        this.rows = new ArrayList<>(Collections.nCopies(entries.size(), List.of()));
    }

    void send() {
        scope.send(this);
    }

    LookupQueue<R> queue() {
        return queue;
    }

    List<KeyEntry<R>> entries() {
        return entries;
    }

    /** Returns the lookups for rows of streams with look-ahead. */
    Collection<AheadRequest> aheadRequests() {
        return aheadRequests;
    }

    /** Adds a key before the batch is sent. */
    void add(KeyEntry<R> entry) {
        entry.batch = this;
        entries.add(entry);
        rows.add(List.of());
        live += entry.isWaitedFor() ? 1 : 0;
    }

    /** Returns how many of the keys from a position on are read ahead and were not pending. */
    int readAhead(int from) {
        return (int) entries.stream().skip(from).filter(KeyEntry::isUnasked).count();
    }

    /** Returns whether its answers will not be remembered, because it has ended or a change has come since it was taken. */
    boolean isSettled() {
        return over || stale;
    }

    /** Returns the first subscriber of the only key, or null where there are several keys. Called before it is sent. */
    @Nullable
    Waiter<R> single() {
        return entries.size() == 1 ? entries.get(0).first() : null;
    }

    boolean stale() {
        return stale;
    }

    /** After a change the answer goes to the subscribers that wait already and to no other; returns whether that is news. */
    boolean makeStale() {
        boolean news = !stale;
        stale = true;
        return news;
    }

    void joined() {
        live++;
    }

    /** Notes that no subscriber waits for one of the keys any more; returns whether that was the last key. */
    boolean left() {
        return --live == 0 && !over;
    }

    /** Ends the batch; returns whether this is the first call. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    Select request() {
        List<List<Object>> keys = entries.stream().map(entry -> entry.key).toList();
        Select select = queue.sample.select();
        return select.forEach(new KeyBatch(queue.sample.shape().association(), keys, true));
    }

    List<R> rows(int position) {
        return rows.get(position);
    }

    /** Drops rows that nobody waits for: the subscribers of others may work for long while they get theirs. */
    void dropUnasked(int position) {
        if (entries.get(position).waiters() == 0) {
            rows.set(position, List.of());
        }
    }

    @Nullable
    Throwable unreadable(int position) {
        return unreadable.isEmpty() ? null : unreadable.get(position);
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (upstream.compareAndSet(null, subscription)) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(@Nullable Object[] row) {
        if (!(row[0] instanceof Integer position) || position < 0 || position >= entries.size()) {
            cancel();
            onError(new IllegalStateException(queue.sample.label() + ": the store answered a row for owner " + row[0]
                    + " of " + entries.size() + "; a batch is answered with the owner's position first"));
            return;
        }
        RuntimeException error = Unreadable.of(row);
        if (error != null) {
            unreadable.putIfAbsent(position, error);
            return;
        }
        try {
            add(position, queue.sample.read().apply(Arrays.copyOfRange(row, 1, row.length)));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // A row that cannot be read fails the lookups that it answers, not the others.
            unreadable.putIfAbsent(position, e);
        }
    }

    /** Most answers are one row, which needs no list that grows. */
    private void add(int position, R row) {
        List<R> before = rows.get(position);
        if (before.isEmpty()) {
            rows.set(position, List.of(row));
        } else if (before instanceof ArrayList<R> several) {
            several.add(row);
        } else {
            rows.set(position, new ArrayList<>(List.of(before.get(0), row)));
        }
    }

    @Override
    public void onError(Throwable error) {
        scope.answered(this, error);
    }

    @Override
    public void onComplete() {
        scope.answered(this, null);
    }

    void cancel() {
        Subscription running = upstream.getAndSet(CANCELLED);
        if (running != null) {
            running.cancel();
        }
    }
}
