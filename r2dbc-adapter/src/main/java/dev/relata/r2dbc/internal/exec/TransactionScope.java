package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.error.TransactionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on a queue: the root, or a savepoint inside another scope. Holds what waits in it. All state is guarded by
 * the queue.
 */
final class TransactionScope {

    private enum State {
        NEW,
        OPENING,
        OPEN,
        CLOSED
    }

    private final ConnectionQueue queue;
    private final @Nullable TransactionScope outer;
    private final int depth;
    private final ArrayDeque<ConnectionTask> waiting = new ArrayDeque<>();
    private final Set<ServerCursor> cursors = new LinkedHashSet<>();
    private State state;
    private @Nullable RelataException failure;
    private @Nullable OpenTask opening;

    TransactionScope(ConnectionQueue queue, @Nullable TransactionScope outer) {
        this.queue = queue;
        this.outer = outer;
        this.depth = outer == null ? 0 : outer.depth + 1;
        this.state = outer == null ? State.OPEN : State.NEW;
    }

    ConnectionQueue queue() {
        return queue;
    }

    @Nullable
    TransactionScope outer() {
        return outer;
    }

    /** The name of its savepoint: one for each depth, so that texts repeat. */
    String savepoint() {
        return "relata_" + depth;
    }

    /** Whether it is the given one or inside it. */
    boolean within(TransactionScope other) {
        return this == other || outer != null && outer.within(other);
    }

    /** Queues a task, and the savepoint before the first one. */
    void submit(ConnectionTask task) {
        OpenTask first = outer == null ? null : claimOpening(outer);
        if (first != null) {
            first.scope().submit(first);
        }
        queue.submit(task);
    }

    private @Nullable OpenTask claimOpening(TransactionScope around) {
        synchronized (queue) {
            if (state != State.NEW) {
                return null;
            }
            state = State.OPENING;
            opening = new OpenTask(around, this);
            return opening;
        }
    }

    /** Closes it if nothing was ever asked of it; answers whether it did. */
    boolean closeUnused() {
        synchronized (queue) {
            boolean unused = state == State.NEW;
            state = unused ? State.CLOSED : state;
            return unused;
        }
    }

    /** Whether nothing of it has reached, or ever will reach, the server. */
    boolean neverOpened() {
        synchronized (queue) {
            return state == State.NEW || state == State.OPENING && opening != null && queue.withdraw(opening);
        }
    }

    ArrayDeque<ConnectionTask> waiting() {
        return waiting;
    }

    boolean open() {
        return state == State.OPEN;
    }

    boolean closed() {
        synchronized (queue) {
            return state == State.CLOSED;
        }
    }

    void markOpen() {
        if (state == State.OPENING) {
            state = State.OPEN;
        }
    }

    /** Lets nothing more in; answers what was waiting. */
    List<ConnectionTask> close() {
        state = State.CLOSED;
        List<ConnectionTask> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }

    /** It could not be opened. */
    void fail(RelataException why) {
        synchronized (queue) {
            failure = why;
        }
        queue.shut(this);
    }

    RelataException refusal(String label) {
        RelataException why = failure;
        return why != null
                ? why
                : new TransactionException(label + ": its transaction has ended already; subscribe to everything that"
                        + " belongs to a transaction inside its pipeline");
    }

    void opened(ServerCursor cursor) {
        synchronized (queue) {
            cursors.add(cursor);
        }
    }

    void closed(ServerCursor cursor) {
        synchronized (queue) {
            cursors.remove(cursor);
        }
    }

    /** The cursors that are still open in it. */
    List<ServerCursor> cursors() {
        synchronized (queue) {
            return List.copyOf(cursors);
        }
    }
}
