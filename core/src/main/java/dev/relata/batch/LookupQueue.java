package dev.relata.batch;

import dev.relata.engine.Lookup;
import dev.relata.model.EntityType;
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

    final Room room;

    /** Where answers may be known too, or null; only valid once {@link #related}. */
    @Nullable
    Room rowsById;

    boolean related;
    final Lookup<R> sample;
    private @Nullable Set<EntityType<?>> reads;
    private Map<List<Object>, Ask<R>> waiting = new LinkedHashMap<>();
    private final Map<List<Object>, List<R>> known = new LinkedHashMap<>(16, .75f, true);
    private int weight;
    private @Nullable Batch<R> inFlight;

    private @Nullable Listing listing;

    /** When the first of the waiting keys came, by the dispatcher's clock; read without the guard. */
    volatile long since;

    LookupQueue(Room room, Lookup<R> sample) {
        this.room = room;
        this.sample = sample;
    }

    @Nullable
    List<R> known(List<Object> key) {
        return known.get(key);
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

    int waitingKeys() {
        return waiting.size();
    }

    /** Takes at most so many keys out as the batch under way. */
    Batch<R> take(BatchScope scope, int most) {
        Batch<R> batch = new Batch<>(scope, this, taken(most));
        batch.asks().forEach(ask -> ask.batch = batch);
        inFlight = batch;
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

    void ended(Batch<R> batch) {
        if (inFlight == batch) {
            inFlight = null;
        }
    }

    /** Remembers an answer; answers by how much it is heavier. */
    int remember(List<Object> key, List<R> rows) {
        int before = weight;
        List<R> old = known.put(key, rows);
        weight += weight(rows) - (old == null ? 0 : weight(old));
        return weight - before;
    }

    /** Forgets the answer that has not been used for longest; answers by how much it is lighter. */
    int forgetEldest() {
        Iterator<List<R>> eldest = known.values().iterator();
        int gone = weight(eldest.next());
        eldest.remove();
        weight -= gone;
        return gone;
    }

    /** Forgets one answer, also one that is under way; answers by how much it is lighter. */
    int forget(List<Object> key) {
        Batch<R> batch = inFlight;
        if (batch != null && batch.ask(key) != null) {
            batch.makeStale();
        }
        List<R> old = known.remove(key);
        int gone = old == null ? 0 : weight(old);
        weight -= gone;
        return gone;
    }

    /** Forgets all answers, also those that are under way; answers by how much it is lighter. */
    int forgetAll() {
        int gone = weight;
        weight = 0;
        known.clear();
        if (inFlight != null) {
            inFlight.makeStale();
        }
        return gone;
    }

    private static int weight(List<?> rows) {
        return Math.max(1, rows.size());
    }

    boolean reads(EntityType<?> type) {
        Set<EntityType<?>> types = reads == null ? ReadTypes.of(sample.shape()) : reads;
        reads = types;
        return types.contains(type);
    }

    boolean remembersNothing() {
        return known.isEmpty();
    }

    boolean idle() {
        return known.isEmpty() && waiting.isEmpty() && inFlight == null;
    }
}
