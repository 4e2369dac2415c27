package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import dev.relata.internal.lookup.LookupShape.LookupKind;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.EntityType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The lookups of one batch key: keys that are pending, the batch in flight, and the answers that are known. Guarded. */
final class LookupQueue<R> {

    /** The most rows of all answers of a scope that are held for rows to come. */
    private static final int MOST_AHEAD_ROWS = BatchOptions.MAX_CACHED;

    /** The keys of the first batch that reads ahead for a to-many, and the answers that make an average. */
    private static final int FIRST_TO_MANY = 64;

    final BatchKey batchKey;
    final Lookup<R> sample;
    private final BatchScope scope;
    private final LruList recent;
    private final LruList held;
    private final int maxBatch;

    /** All keys that are pending, in flight or known. Keys in flight that were read before a change are left out. */
    private final Map<Object, KeyEntry<R>> entries = new HashMap<>();

    /** Keys in the order in which they came, with those that were withdrawn. */
    private final Deque<KeyEntry<R>> arrivals = new ArrayDeque<>();

    /** The lookups for rows of streams with look-ahead that wait for the next batch. */
    private Map<AheadWindow, AheadRequest> aheadRequests = Map.of();

    private int pending;
    private @Nullable LookupBatch<R> inFlight;
    private int lastKeys;

    /** The keys and the rows of all answers so far. */
    private long answeredKeys;

    private long answeredRows;

    /** Lookups that were answered without a batch since the last one. */
    private int fromMemory;

    private int checks;
    private int quietChecks;
    private @Nullable ReadTypes reads;
    private @Nullable Optional<BatchKey> rowsById;

    LookupQueue(BatchKey batchKey, Lookup<R> sample, BatchScope scope, LruList recent, LruList held, int maxBatch) {
        this.batchKey = batchKey;
        this.sample = sample;
        this.scope = scope;
        this.recent = recent;
        this.held = held;
        this.maxBatch = maxBatch;
    }

    @Nullable
    KeyEntry<R> find(List<Object> key) {
        return entries.get(identity(key));
    }

    /** All keys of a queue have as many values: a single one needs no list to be compared as. */
    private static Object identity(List<Object> key) {
        return key.size() == 1 ? Ids.distinct(key.get(0)) : Ids.distinct(key);
    }

    /** Returns the answer that is known for an entry, which becomes the one that was used last, or null. */
    @Nullable
    List<R> known(@Nullable KeyEntry<R> entry) {
        List<R> rows = entry == null ? null : entry.rows;
        if (entry != null && rows != null) {
            listOf(entry).use(entry);
        }
        return rows;
    }

    private LruList listOf(KeyEntry<R> entry) {
        return entry.isHeld() ? held : recent;
    }

    /** Counts a lookup that was answered from memory. */
    void answeredFromMemory() {
        fromMemory++;
    }

    /** Adds a key that is neither pending nor in flight nor known. */
    KeyEntry<R> add(List<Object> key) {
        checks = pending == 0 ? 0 : checks;
        quietChecks = 0;
        KeyEntry<R> entry = new KeyEntry<>(this, key);
        entry.pending = true;
        entries.put(identity(key), entry);
        arrivals.add(entry);
        pending++;
        return entry;
    }

    /** Lets the next batch read for the rows behind that of a pending lookup, too. */
    void readAhead(AheadRequest request) {
        aheadRequests = aheadRequests.isEmpty() ? new LinkedHashMap<>() : aheadRequests;
        aheadRequests.merge(request.window(), request, AheadRequest::earlier);
    }

    /** Whether so much is held in the scope that what may be needless is to be released. */
    boolean isShortOfRoom() {
        return held.weight() > MOST_AHEAD_ROWS / 2;
    }

    /** Returns how many keys may be read ahead with a batch of so many keys, by the average of the answers before. */
    int roomFor(int keys, boolean toMany) {
        long rows = MOST_AHEAD_ROWS - held.weight();
        long fitting = answeredRows > answeredKeys ? rows * answeredKeys / answeredRows : rows;
        boolean unknown = toMany && batchKey.shape().kind() != LookupKind.COUNT && answeredKeys < FIRST_TO_MANY;
        int most = unknown ? Math.min(FIRST_TO_MANY, maxBatch) : maxBatch;
        return (int) Math.max(Math.min(most - keys, fitting), 0);
    }

    /** Whether the scope may hold an answer, if it is known. */
    boolean mayHold(KeyEntry<R> entry) {
        return entry.isHeld() || fits(entry.weight());
    }

    private boolean fits(int rows) {
        return held.weight() + rows <= MOST_AHEAD_ROWS;
    }

    /** Returns the entry of a key that a batch reads ahead, unless it would be one of too many keys of the batch. */
    @Nullable
    KeyEntry<R> ahead(LookupBatch<R> batch, List<Object> key, int most) {
        KeyEntry<R> entry = find(key);
        if (entry != null && !entry.pending) {
            return entry;
        }
        if (batch.entries().size() >= most) {
            return null;
        }
        KeyEntry<R> added = entry == null ? new KeyEntry<>(this, key) : entry;
        if (entry == null) {
            added.readAhead();
            entries.put(identity(key), added);
        } else {
            notPending(entry);
        }
        batch.add(added);
        return added;
    }

    private void notPending(KeyEntry<R> entry) {
        if (entry.pending) {
            entry.pending = false;
            pending--;
            aheadRequests = pending == 0 ? Map.of() : aheadRequests;
        }
    }

    /** Removes a key that no subscriber waits for any more. */
    void withdraw(KeyEntry<R> entry) {
        notPending(entry);
        if (arrivals.size() > 2 * pending) {
            arrivals.removeIf(arrived -> !arrived.pending);
        }
        unanswered(entry);
    }

    boolean isReady() {
        return inFlight == null && pending > 0;
    }

    boolean isFull() {
        return pending >= maxBatch;
    }

    /**
     * Returns whether a lookup from outside all bursts goes at once: the first of its kind does, since others may never come.
     * Later ones are followed by others, as those that came while a batch was in flight show.
     */
    boolean isUrgent() {
        return lastKeys == 0 || isFull();
    }

    /** Returns whether the pending keys have waited for too long; called at each check of a queue that is ready. */
    boolean isOverdue() {
        return DispatchPolicy.isOverdue(++quietChecks, ++checks);
    }

    /** Takes pending keys, {@code maxBatch} at the most, as the batch in flight. */
    LookupBatch<R> take() {
        Collection<AheadRequest> ahead = aheadRequests.values();
        List<KeyEntry<R>> taken = new ArrayList<>(Math.min(pending, maxBatch));
        while (pending > 0 && taken.size() < maxBatch) {
            KeyEntry<R> next = arrivals.remove();
            if (next.pending) {
                notPending(next);
                taken.add(next);
            }
        }
        checks = 0;
        LookupBatch<R> batch = new LookupBatch<>(scope, this, taken, ahead, fromMemory);
        aheadRequests = Map.of();
        taken.forEach(entry -> entry.batch = batch);
        inFlight = batch;
        lastKeys = taken.size();
        fromMemory = 0;
        return batch;
    }

    void ended(LookupBatch<R> batch) {
        if (inFlight == batch) {
            inFlight = null;
        }
    }

    /** Drops the entry of a key that is no longer waited for, unless a row was primed for it. */
    void unanswered(KeyEntry<R> entry) {
        if (entry.rows == null) {
            entries.remove(identity(entry.key), entry);
            entry.release();
        }
    }

    void remember(KeyEntry<R> entry, List<R> rows) {
        dropRows(entry);
        entry.rows = rows;
        listOf(entry).add(entry);
    }

    /** Releases an entry whose answer would be too much to hold. */
    void holdIfItFits(KeyEntry<R> entry, List<R> rows) {
        if (!fits(KeyEntry.weight(rows))) {
            entry.release();
        }
    }

    /** Counts an answer. */
    void answered(List<R> rows) {
        answeredKeys++;
        answeredRows += rows.size();
    }

    /** Called when a window begins to hold an entry. */
    void held(KeyEntry<R> entry) {
        if (entry.rows != null) {
            recent.remove(entry);
            held.add(entry);
        }
    }

    /** Called when no window holds an entry any more. */
    void released(KeyEntry<R> entry) {
        if (entry.rows != null) {
            held.remove(entry);
            recent.add(entry);
        }
    }

    /** Remembers a row that was not looked up; subscribers that wait for the key go on waiting. */
    void prime(List<Object> key, List<R> rows) {
        remember(entries.computeIfAbsent(identity(key), any -> new KeyEntry<>(this, key)), rows);
    }

    private boolean dropRows(KeyEntry<R> entry) {
        if (entry.rows == null) {
            return false;
        }
        listOf(entry).remove(entry);
        entry.rows = null;
        return true;
    }

    /** Forgets one answer, also one that is in flight. */
    void forget(List<Object> key) {
        KeyEntry<R> entry = find(key);
        if (entry != null) {
            makeStale(entry.batch);
            forgetKnown(entry);
        }
    }

    private void makeStale(@Nullable LookupBatch<R> batch) {
        if (batch != null && batch.makeStale()) {
            batch.entries().forEach(entry -> {
                dropRows(entry);
                entries.remove(identity(entry.key), entry);
            });
        }
    }

    void forgetKnown(KeyEntry<R> entry) {
        if (dropRows(entry) && !isWaitedFor(entry)) {
            entries.remove(identity(entry.key), entry);
        }
    }

    private boolean isWaitedFor(KeyEntry<R> entry) {
        return entry.pending || inFlight != null && inFlight == entry.batch;
    }

    /** Forgets all answers, also those that are in flight. */
    void forgetAll() {
        aheadRequests = Map.of();
        makeStale(inFlight);
        entries.values().removeIf(entry -> dropRows(entry) && !isWaitedFor(entry));
    }

    /** Whether a change of rows of a type may change its answers. A read-only type may be a view over any table. */
    boolean reads(EntityType<?> type) {
        ReadTypes types = reads == null ? ReadTypes.of(sample.shape()) : reads;
        reads = types;
        return types.affectedBy(type);
    }

    boolean readsById(EntityType<?> type) {
        return sample.shape().query().type().equals(type) && rowsById() != null;
    }

    /** Returns the key of the queue with the rows by their ids, or null. Determined late: most scopes have one queue. */
    @Nullable
    BatchKey rowsById() {
        Optional<BatchKey> key = rowsById == null ? batchKey.rowsById() : rowsById;
        rowsById = key;
        return key.orElse(null);
    }

    boolean isIdle() {
        return entries.isEmpty() && inFlight == null;
    }
}
