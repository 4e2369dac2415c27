package dev.relata.r2dbc.internal.exec.position;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The position behind the last write of a reactive context, as far as it is known, and which servers have reached it. Thread-safe.
 */
public final class OwnWrites {

    private final Map<Object, WalPosition> replayed = new HashMap<>();
    private @Nullable WalPosition highest;
    private boolean silent;

    /** The writes whose positions are not known, and how many of them the last answer of the server covers. */
    private long unknown;

    private long covered;

    OwnWrites() {}

    /**
     * Notes a position that is to be read.
     *
     * @param position the position behind a write
     */
    public synchronized void reached(WalPosition position) {
        highest = highest == null || position.reaches(highest) ? position : highest;
    }

    /** Notes a write whose position is not known: the server that writes is to be asked before the next read elsewhere. */
    public synchronized void reachedUnknown() {
        unknown++;
    }

    /** Notes that the server that writes does not tell positions: what is read elsewhere may always be too old. */
    public synchronized void isNotTold() {
        silent = true;
    }

    /**
     * Returns the position behind all writes.
     *
     * @return the position, null before the first write
     */
    public synchronized @Nullable WalPosition position() {
        return highest;
    }

    /**
     * Tells whether there are writes whose position has to be asked for.
     *
     * @return whether the position does not cover all writes
     */
    public synchronized boolean isUnknown() {
        return silent || unknown > covered;
    }

    /**
     * Tells whether the position is worth a question.
     *
     * @return false once the server that writes has refused to tell it
     */
    public synchronized boolean isTold() {
        return !silent;
    }

    /**
     * Returns how many writes of unknown position there have been so far, before the server is asked for it.
     *
     * @return the number, for {@link #covered}
     */
    public synchronized long unknownSoFar() {
        return unknown;
    }

    /**
     * Notes the answer of the server.
     *
     * @param position where it is
     * @param writes how many writes of unknown position that covers
     */
    public synchronized void covered(WalPosition position, long writes) {
        reached(position);
        covered = Math.max(covered, writes);
    }

    /**
     * Notes how far a server has come.
     *
     * @param server the server
     * @param position what it shows
     */
    public synchronized void replayed(Object server, WalPosition position) {
        replayed.put(server, position);
    }

    /**
     * Tells whether a server is known to show all writes; asks nothing.
     *
     * @param server the server
     * @return whether it does
     */
    public synchronized boolean isShownBy(Object server) {
        WalPosition shown = replayed.get(server);
        return highest == null || shown != null && shown.reaches(highest);
    }
}
