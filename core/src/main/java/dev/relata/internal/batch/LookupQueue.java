package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import dev.relata.metamodel.EntityType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of one question that wait, the batch that is under way, and the answers that are known. Guarded by the scope. */
final class LookupQueue<R> {

    /** Why it may send. */
    enum Listing {
        READY,
        FULL
    }

    private static final long CLOSE_MILLIS = 10;
    private static final int FEW_WITHDRAWN = 64;

    final BatchKey room;

    /** Where answers may be known too, or null; only valid once {@link #related}. */
    @Nullable
    BatchKey rowsById;

    boolean related;
    final Lookup<R> sample;
    private @Nullable Set<EntityType<?>> reads;
    private final Map<List<Object>, KeyEntry<R>> asks = new HashMap<>();

    /** In the order of their coming; those that are no longer pending were withdrawn. */
    private final ArrayDeque<KeyEntry<R>> waiting = new ArrayDeque<>();

    private int waitingKeys;
    private final LruList recent;
    private @Nullable LookupBatch<R> inFlight;
    private int lastKeys;

    /** Until when the next key is close to the last answer, by the dispatcher's clock. */
    private long expecting = Long.MIN_VALUE;

    private @Nullable Listing listing;

    /** When the first of the waiting keys came, by the dispatcher's clock; read without the guard. */
    volatile long since;

    /** Whether keys wait that came from outside the bursts; read without the guard. */
    volatile boolean strays;

    /** Whether far fewer keys wait than were sent last; read without the guard. */
    volatile boolean few;

    LookupQueue(BatchKey room, Lookup<R> sample, LruList recent) {
        this.recent = recent;
        this.room = room;
        this.sample = sample;
    }

    /** What is pending or known of a key, or null. */
    @Nullable
    KeyEntry<R> find(List<Object> key) {
        return asks.get(key);
    }

    @Nullable
    List<R> known(List<Object> key) {
        return known(find(key));
    }

    @Nullable
    List<R> known(@Nullable KeyEntry<R> ask) {
        List<R> rows = ask == null ? null : ask.rows;
        if (ask != null && rows != null) {
            recent.use(ask);
        }
        return rows;
    }

    /** A key of which nothing is pending or known. */
    KeyEntry<R> ask(List<Object> key) {
        KeyEntry<R> ask = new KeyEntry<>(this, key);
        ask.pending = true;
        list(ask);
        waiting.add(ask);
        waitingKeys++;
        return ask;
    }

    private void list(KeyEntry<R> ask) {
        ask.listed = true;
        asks.put(ask.key, ask);
    }

    private void unlist(KeyEntry<R> ask) {
        if (ask.listed) {
            ask.listed = false;
            asks.remove(ask.key);
        }
    }

    void withdraw(KeyEntry<R> ask) {
        waitingKeys--;
        release(ask);
        if (waiting.size() > FEW_WITHDRAWN + 2 * waitingKeys) {
            waiting.removeIf(any -> !any.pending);
        }
    }

    /** It is pending no longer: only what is known is still found. */
    private void release(KeyEntry<R> ask) {
        ask.pending = false;
        if (ask.rows == null) {
            unlist(ask);
        }
    }

    /** Notes that it may send; answers whether that is news. */
    boolean list(Listing as) {
        boolean news = listing != as && listing != Listing.FULL;
        listing = news ? as : listing;
        return news;
    }

    void unlist() {
        listing = null;
    }

    boolean sendable() {
        return inFlight == null && waitingKeys > 0;
    }

    /** Whether keys come one close upon another: the first one goes at once, as nobody knows whether another will come. */
    boolean expectsMore(long now) {
        return inFlight != null || now <= expecting;
    }

    int lastKeys() {
        return lastKeys;
    }

    int waitingKeys() {
        return waitingKeys;
    }

    /** Takes at most so many keys out as the batch under way. */
    LookupBatch<R> take(BatchScope scope, int most) {
        LookupBatch<R> batch = new LookupBatch<>(scope, this, taken(most));
        batch.asks().forEach(ask -> ask.batch = batch);
        inFlight = batch;
        strays = false;
        lastKeys = batch.asks().size();
        return batch;
    }

    private List<KeyEntry<R>> taken(int most) {
        int size = Math.min(waitingKeys, most);
        List<KeyEntry<R>> taken = new ArrayList<>(size);
        while (taken.size() < size) {
            KeyEntry<R> ask = waiting.remove();
            if (ask.pending) {
                taken.add(ask);
            }
        }
        waitingKeys -= size;
        return taken;
    }

    void ended(LookupBatch<R> batch, long now) {
        if (inFlight == batch) {
            inFlight = null;
            expecting = now + CLOSE_MILLIS;
        }
    }

    /** The batch has ended without an answer for the key that may be remembered. */
    void unanswered(KeyEntry<R> ask) {
        release(ask);
    }

    void remember(KeyEntry<R> ask, List<R> rows) {
        dropRows(ask);
        if (!ask.listed) {
            list(ask);
        }
        ask.rows = rows;
        recent.add(ask);
    }

    /** A row that nobody has asked for; whoever waits for it goes on waiting. */
    void remember(List<Object> key, List<R> rows) {
        KeyEntry<R> found = find(key);
        remember(found == null ? new KeyEntry<>(this, key) : found, rows);
    }

    private void dropRows(KeyEntry<R> ask) {
        if (ask.rows != null) {
            recent.remove(ask);
            ask.rows = null;
        }
    }

    /** Forgets one answer, also one that is under way. */
    void forget(List<Object> key) {
        KeyEntry<R> ask = find(key);
        if (ask == null) {
            return;
        }
        makeStale(ask.batch);
        forgetKnown(ask);
    }

    private void makeStale(@Nullable LookupBatch<R> batch) {
        if (batch == null || batch.stale()) {
            return;
        }
        batch.makeStale();
        batch.asks().forEach(ask -> {
            dropRows(ask);
            unlist(ask);
        });
    }

    /** Forgets one answer of those that are known. */
    void forgetKnown(KeyEntry<R> ask) {
        dropRows(ask);
        if (!ask.pending) {
            unlist(ask);
        }
    }

    /** Forgets all answers, also those that are under way. */
    void forgetAll() {
        makeStale(inFlight);
        asks.values().removeIf(ask -> {
            dropRows(ask);
            ask.listed = ask.pending;
            return !ask.pending;
        });
    }

    boolean reads(EntityType<?> type) {
        Set<EntityType<?>> types = reads == null ? ReadTypes.of(sample.shape()) : reads;
        reads = types;
        return types.contains(type);
    }

    boolean idle() {
        return asks.isEmpty() && inFlight == null;
    }
}
