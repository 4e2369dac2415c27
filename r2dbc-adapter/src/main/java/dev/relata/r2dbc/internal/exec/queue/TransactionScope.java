package dev.relata.r2dbc.internal.exec.queue;

import dev.relata.error.RelataException;
import dev.relata.error.TransactionException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a transaction on a connection queue: the root, or a savepoint inside another scope. Holds the tasks that wait in
 * it, and its cursors. The queue guards the state; the cursors are used by the running task only.
 */
public final class TransactionScope {

    /** Nothing was queued in the transaction yet, its beginning is queued, it has begun, it accepts no more tasks. */
    enum State {
        NEW,
        OPENING,
        OPEN,
        CLOSED
    }

    private final @Nullable TransactionScope outer;
    private final int depth;
    private final ArrayDeque<ConnectionTask> waiting = new ArrayDeque<>();
    private final Set<ServerCursor> cursors = new LinkedHashSet<>();
    private final BitSet cursorNumbers;
    private State state;
    private volatile @Nullable RelataException failure;

    private TransactionScope(@Nullable TransactionScope outer, int depth, BitSet cursorNumbers, State state) {
        this.outer = outer;
        this.depth = depth;
        this.cursorNumbers = cursorNumbers;
        this.state = state;
    }

    static TransactionScope root() {
        return new TransactionScope(null, 0, new BitSet(), State.OPEN);
    }

    public TransactionScope nested() {
        return new TransactionScope(this, depth + 1, cursorNumbers, State.NEW);
    }

    @Nullable
    public TransactionScope outer() {
        return outer;
    }

    /** Returns the name of its savepoint: one for each depth, so that texts repeat. */
    public String savepoint() {
        return "relata_" + depth;
    }

    /** Whether it is the given one or inside it. */
    boolean within(TransactionScope other) {
        return this == other || outer != null && outer.within(other);
    }

    ArrayDeque<ConnectionTask> waiting() {
        return waiting;
    }

    boolean is(State expected) {
        return state == expected;
    }

    /** Moves on from one state to another; returns whether it was in that state. */
    boolean move(State from, State to) {
        boolean moved = state == from;
        state = moved ? to : state;
        return moved;
    }

    void markFailed(RelataException why) {
        failure = why;
    }

    /** Accepts no more tasks; returns those that were waiting. */
    List<ConnectionTask> close() {
        state = State.CLOSED;
        List<ConnectionTask> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }

    RelataException refusal(String label) {
        RelataException why = failure;
        return why != null
                ? why
                : new TransactionException(label + ": its transaction has ended already; subscribe to everything that"
                        + " belongs to a transaction inside its pipeline");
    }

    /** Returns a number that no open cursor of the connection has; small ones first, so that few texts are prepared. */
    int opened(ServerCursor cursor) {
        int number = cursorNumbers.nextClearBit(0);
        cursorNumbers.set(number);
        cursors.add(cursor);
        return number;
    }

    void closed(ServerCursor cursor, int number) {
        cursorNumbers.clear(number);
        cursors.remove(cursor);
    }

    /** Returns the cursors that are still open in it. */
    public List<ServerCursor> cursors() {
        return List.copyOf(cursors);
    }
}
