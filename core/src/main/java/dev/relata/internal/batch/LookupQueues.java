package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import dev.relata.internal.lookup.LookupShape;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The queues of a scope, and the answers that they remember together. Guarded. */
final class LookupQueues {

    private final int maxBatch;
    private final int maxCached;
    private final Map<BatchKey, LookupQueue<?>> queues = new LinkedHashMap<>();
    private final LruList recent = new LruList();

    /** The answers that windows hold. */
    private final LruList held = new LruList();

    /** The queue of the last lookup, which is mostly that of the next one. */
    private @Nullable LookupQueue<?> last;

    LookupQueues(BatchOptions options) {
        this.maxBatch = options.maxBatch();
        this.maxCached = options.maxCached();
    }

    @SuppressWarnings("unchecked") // equal shapes read the same type of rows
    <R> LookupQueue<R> of(BatchScope scope, Lookup<R> lookup, @Nullable Session transaction) {
        LookupQueue<?> queue = last;
        if (queue == null || !queue.batchKey.isOf(lookup.shape(), transaction)) {
            queue = queues.computeIfAbsent(
                    new BatchKey(lookup.shape(), transaction),
                    key -> new LookupQueue<>(key, lookup, scope, recent, held, maxBatch));
            last = queue;
        }
        return (LookupQueue<R>) queue;
    }

    /** Returns the known answer for a key: that of its queue or, for a row by its id, that of the queue of rows by id. */
    <R> @Nullable List<R> known(LookupQueue<R> queue, @Nullable KeyEntry<R> entry, List<Object> key) {
        List<R> own = queue.known(entry);
        return own == null ? knownById(queue, key) : own;
    }

    @SuppressWarnings("unchecked") // a row by its id is read the same way on every way to it
    private <R> @Nullable List<R> knownById(LookupQueue<R> queue, List<Object> key) {
        BatchKey byId = queues.size() == 1 ? null : queue.rowsById();
        LookupQueue<R> rows = byId == null ? null : (LookupQueue<R>) queues.get(byId);
        return rows == null ? null : rows.known(rows.find(key));
    }

    /** Returns whether a row by its id is known that answers for a key of a queue, as one that was primed is. */
    <R> boolean isKnownById(LookupQueue<R> queue, List<Object> key) {
        return queue.find(key) == null && knownById(queue, key) != null;
    }

    /**
     * Remembers an answer, unless it is larger than all that may be remembered. Where others may write in its transaction only what was
     * prefetched is remembered, since it is of no use otherwise.
     */
    <R> void remember(LookupQueue<R> queue, KeyEntry<R> entry, List<R> rows) {
        queue.answered(rows);
        queue.holdIfItFits(entry, rows);
        boolean useful = queue.batchKey.isExclusive() || entry.isPlanned();
        if (entry.isHeld()) {
            queue.remember(entry, rows);
        } else if (!useful || KeyEntry.weight(rows) > maxCached) {
            queue.unanswered(entry);
        } else {
            queue.remember(entry, rows);
            evictEldest(queue);
        }
    }

    /** Lets answers be evicted that windows have held, and no longer do; forgets those that are larger than all that may be remembered. */
    void release(List<? extends KeyEntry<?>> released) {
        for (KeyEntry<?> entry : released) {
            if (entry.weight() > maxCached) {
                entry.forget();
            }
        }
        for (KeyEntry<?> entry : released) {
            evictEldest(entry.queue);
            removeIfIdle(entry.queue);
        }
    }

    /** Forgets the answers that have not been used for longest until the others fit; the given queue stays, even if empty. */
    private void evictEldest(LookupQueue<?> inUse) {
        for (KeyEntry<?> eldest = recent.eldest();
                eldest != null && recent.weight() > maxCached;
                eldest = recent.eldest()) {
            eldest.forget();
            if (eldest.queue != inUse) {
                removeIfIdle(eldest.queue);
            }
        }
    }

    void forget(EntityType<?> type) {
        forget(queue -> queue.reads(type), LookupQueue::forgetAll);
    }

    void forgetAll() {
        forget(queue -> true, LookupQueue::forgetAll);
    }

    void forget(Session transaction) {
        forget(queue -> transaction.equals(queue.batchKey.transaction()), LookupQueue::forgetAll);
    }

    /** Forgets the answers of one owner, of all lookups along the association. */
    void forget(Association association, List<Object> key) {
        EntityType<?> target = association.target();
        Association byId =
                association.targetKey().equals(target.id()) ? Association.byKey(target, target.id()) : association;
        forget(
                queue -> {
                    Association read = queue.batchKey.shape().association();
                    return read.equals(association) || read.equals(byId);
                },
                queue -> queue.forget(key));
    }

    private void forget(Predicate<LookupQueue<?>> which, Consumer<LookupQueue<?>> how) {
        queues.values().removeIf(queue -> {
            if (which.test(queue)) {
                how.accept(queue);
            }
            return queue.isIdle();
        });
        last = null;
    }

    /** Remembers a row by its id, in place of all that is known of it. */
    <T> void prime(BatchScope scope, EntityType<T> type, List<Object> id, T entity, @Nullable Session transaction) {
        forget(queue -> queue.readsById(type), queue -> queue.forget(id));
        LookupShape byId = BatchKey.byId(type);
        LookupQueue<T> queue = of(scope, new Lookup<>(byId, id, type::instantiate, true, null, null), transaction);
        if (maxCached > 0) {
            queue.prime(id, List.of(entity));
            evictEldest(queue);
        }
        removeIfIdle(queue);
    }

    void removeIfIdle(LookupQueue<?> queue) {
        if (queue.isIdle()) {
            queues.remove(queue.batchKey, queue);
            last = null;
        }
    }
}
