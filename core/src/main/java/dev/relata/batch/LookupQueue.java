package dev.relata.batch;

import dev.relata.engine.Lookup;
import dev.relata.model.EntityType;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
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

    final Room room;

    /** Where answers may be known too, or null; only valid once {@link #related}. */
    @Nullable
    Room rowsById;

    boolean related;
    final Lookup<R> sample;
    private @Nullable Set<EntityType<?>> reads;
    private Map<List<Object>, Ask<R>> waiting = new LinkedHashMap<>();
    private final Map<List<Object>, Answer<R>> known = new HashMap<>();
    private final Recent recent;
    private @Nullable Batch<R> inFlight;
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

    LookupQueue(Room room, Lookup<R> sample, Recent recent) {
        this.recent = recent;
        this.room = room;
        this.sample = sample;
    }

    @Nullable
    List<R> known(List<Object> key) {
        Answer<R> answer = known.get(key);
        if (answer == null) {
            return null;
        }
        recent.use(answer);
        return answer.rows;
    }

    /** The ask for a key that is waiting or under way, or null. */
    @Nullable
    Ask<R> pending(List<Object> key) {
        Batch<R> batch = inFlight;
        Ask<R> sent = batch == null || batch.stale() ? null : batch.ask(key);
        return sent == null ? waiting.get(key) : sent;
    }

    Ask<R> ask(List<Object> key) {
        return waiting.computeIfAbsent(key, any -> new Ask<>(this, key));
    }

    void withdraw(Ask<R> ask) {
        waiting.remove(ask.key, ask);
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
        return inFlight == null && !waiting.isEmpty();
    }

    /** Whether keys come one close upon another: the first one goes at once, as nobody knows whether another will come. */
    boolean expectsMore(long now) {
        return inFlight != null || now <= expecting;
    }

    int lastKeys() {
        return lastKeys;
    }

    int waitingKeys() {
        return waiting.size();
    }

    /** Takes at most so many keys out as the batch under way. */
    Batch<R> take(BatchScope scope, int most) {
        Batch<R> batch = new Batch<>(scope, this, taken(most));
        batch.asks().forEach(ask -> ask.batch = batch);
        inFlight = batch;
        strays = false;
        lastKeys = batch.asks().size();
        return batch;
    }

    private Map<List<Object>, Ask<R>> taken(int most) {
        Map<List<Object>, Ask<R>> all = waiting;
        if (all.size() <= most) {
            waiting = new LinkedHashMap<>();
            return all;
        }
        Map<List<Object>, Ask<R>> first = new LinkedHashMap<>();
        Iterator<Map.Entry<List<Object>, Ask<R>>> entries = all.entrySet().iterator();
        while (first.size() < most) {
            Map.Entry<List<Object>, Ask<R>> entry = entries.next();
            first.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        return first;
    }

    void ended(Batch<R> batch, long now) {
        if (inFlight == batch) {
            inFlight = null;
            expecting = now + CLOSE_MILLIS;
        }
    }

    void remember(Answer<R> answer) {
        drop(known.put(answer.key, answer));
        recent.add(answer);
    }

    private void drop(@Nullable Answer<R> answer) {
        if (answer != null) {
            recent.remove(answer);
        }
    }

    /** Forgets one answer, also one that is under way. */
    void forget(List<Object> key) {
        Batch<R> batch = inFlight;
        if (batch != null && batch.ask(key) != null) {
            batch.makeStale();
        }
        drop(known.remove(key));
    }

    /** Forgets one answer of those that are known. */
    void forgetKnown(List<Object> key) {
        drop(known.remove(key));
    }

    /** Forgets all answers, also those that are under way. */
    void forgetAll() {
        known.values().forEach(recent::remove);
        known.clear();
        if (inFlight != null) {
            inFlight.makeStale();
        }
    }

    boolean reads(EntityType<?> type) {
        Set<EntityType<?>> types = reads == null ? ReadTypes.of(sample.shape()) : reads;
        reads = types;
        return types.contains(type);
    }

    boolean idle() {
        return known.isEmpty() && waiting.isEmpty() && inFlight == null;
    }
}
