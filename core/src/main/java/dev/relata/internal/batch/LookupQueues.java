package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import dev.relata.internal.lookup.LookupShape;
import dev.relata.internal.lookup.LookupShape.Kind;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Query.Table;
import dev.relata.spi.Session;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The queues of a scope, and what they remember together. Guarded by the scope. */
final class LookupQueues {

    private final int maxCached;
    private final Map<BatchKey, LookupQueue<?>> queues = new LinkedHashMap<>();
    private final LruList recent = new LruList();

    /** The one that was asked last, which is mostly asked next. */
    private @Nullable LookupQueue<?> last;

    LookupQueues(int maxCached) {
        this.maxCached = maxCached;
    }

    @SuppressWarnings("unchecked") // equal shapes read the same type of rows
    <R> LookupQueue<R> of(Lookup<R> lookup, @Nullable Session transaction) {
        LookupQueue<?> queue = last;
        if (queue == null || !queue.room.is(lookup.shape(), transaction)) {
            BatchKey room = new BatchKey(lookup.shape(), transaction);
            queue = queues.computeIfAbsent(room, any -> new LookupQueue<>(room, lookup, recent));
            last = queue;
        }
        return (LookupQueue<R>) queue;
    }

    /** The answer for a key, from what the queue has found or, for a row by its id, from what is known of rows by id. */
    @SuppressWarnings("unchecked") // a row by its id is read the same way on every way to it
    <R> @Nullable List<R> known(LookupQueue<R> queue, @Nullable KeyEntry<R> found, List<Object> key) {
        List<R> own = queue.known(found);
        BatchKey byId = own != null || queues.size() == 1 ? null : rowsById(queue);
        LookupQueue<?> rows = byId == null ? null : queues.get(byId);
        return rows == null ? own : (List<R>) rows.known(key);
    }

    /** The room of the rows by their ids, where a queue of such rows may know from it; found out once. */
    private static @Nullable BatchKey rowsById(LookupQueue<?> queue) {
        if (!queue.related) {
            BatchKey room = queue.room;
            queue.related = true;
            queue.rowsById =
                    byId(room.shape()) ? new BatchKey(ofId(room.shape().query().type()), room.transaction()) : null;
        }
        return queue.rowsById;
    }

    /** The shape of rows found by id. */
    static LookupShape ofId(EntityType<?> type) {
        return new LookupShape(type.name(), Kind.ROWS, Association.byKey(type, type.id()), Query.of(type));
    }

    private static boolean byId(LookupShape shape) {
        Association association = shape.association();
        Query query = shape.query();
        return shape.kind() == Kind.ROWS
                && association.junction() == null
                && association.targetKey().equals(association.target().id())
                && query.source() instanceof Table
                && query.filter().equals(Predicate.TRUE)
                && !query.bounded();
    }

    /** Remembers an answer, unless it is too large for that. */
    <R> void remember(LookupQueue<R> queue, KeyEntry<R> ask, List<R> rows) {
        if (KeyEntry.weight(rows) > maxCached) {
            queue.unanswered(ask);
        } else {
            queue.remember(ask, rows);
            makeRoom(queue);
        }
    }

    /** Forgets what has not been used for longest, if there is too much. */
    private void makeRoom(LookupQueue<?> queue) {
        for (KeyEntry<?> eldest = recent.eldest();
                eldest != null && recent.weight() > maxCached;
                eldest = recent.eldest()) {
            evict(eldest);
            // What it is remembered in is in use, even if it holds nothing else.
            if (eldest.queue != queue) {
                removeIfIdle(eldest.queue);
            }
        }
    }

    private static <R> void evict(KeyEntry<R> eldest) {
        eldest.queue.forgetKnown(eldest);
    }

    void forget(EntityType<?> type) {
        for (LookupQueue<?> queue : queues.values()) {
            if (queue.reads(type)) {
                queue.forgetAll();
            }
        }
        removeIdle();
    }

    void forgetAll() {
        queues.values().forEach(LookupQueue::forgetAll);
        removeIdle();
    }

    /** Forgets one owner's answers, whatever was asked of it along the association. */
    void forget(Association association, List<Object> key) {
        for (LookupQueue<?> queue : queues.values()) {
            if (queue.room.shape().association().equals(association) || readsById(queue, association)) {
                queue.forget(key);
            }
        }
        removeIdle();
    }

    private static boolean readsById(LookupQueue<?> queue, Association association) {
        EntityType<?> target = association.target();
        return association.targetKey().equals(target.id())
                && queue.room.shape().association().equals(Association.byKey(target, target.id()));
    }

    void forget(Session transaction) {
        for (LookupQueue<?> queue : queues.values()) {
            if (transaction.equals(queue.room.transaction())) {
                queue.forgetAll();
            }
        }
        removeIdle();
    }

    /** A row by its id, in place of whatever was known of it. */
    <T> void prime(EntityType<T> type, List<Object> id, T entity, @Nullable Session transaction) {
        for (LookupQueue<?> queue : queues.values()) {
            LookupShape shape = queue.room.shape();
            if (shape.query().type().equals(type) && byId(shape)) {
                queue.forget(id);
            }
        }
        Lookup<T> sample = new Lookup<>(ofId(type), id, type::instantiate, true, null);
        LookupQueue<T> queue = of(sample, transaction);
        if (maxCached > 0) {
            queue.remember(id, List.of(entity));
            makeRoom(queue);
        }
        removeIfIdle(queue);
    }

    void removeIfIdle(LookupQueue<?> queue) {
        if (queue.idle()) {
            queues.remove(queue.room, queue);
            last = null;
        }
    }

    private void removeIdle() {
        queues.values().removeIf(LookupQueue::idle);
        last = null;
    }
}
