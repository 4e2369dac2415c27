package dev.relata.r2dbc.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * A fault of a connection. Asked once for each part of the bytes that arrive at the proxy, by the thread of that direction of that
 * connection; several threads may ask at once.
 */
@FunctionalInterface
public interface Fault {

    /** No fault. */
    Fault NONE = passage -> passage.pass();

    /**
     * Decides about the bytes that have arrived.
     *
     * @param passage the bytes and the connection
     */
    void meet(Passage passage) throws IOException;

    /**
     * Ends both sides of the connection that carries a byte: the bytes before it still arrive.
     *
     * @param direction the direction in which bytes are counted, of all connections together
     * @param at the number of bytes that pass
     * @param reset whether both sides are reset, not closed in order
     */
    static Fault cut(Direction direction, long at, boolean reset) {
        return at(direction, at, passage -> passage.cut(reset));
    }

    /**
     * Ends both sides of the connection on which the driver sends a word.
     *
     * @param word the word
     * @param arrives whether the server still gets it
     */
    static Fault cutAtWord(String word, boolean arrives) {
        return passage -> {
            if (passage.direction() == Direction.TO_CLIENT
                    || !text(passage.bytes()).contains(word)) {
                passage.pass();
                return;
            }
            // The answer must not get through, so the driver's side is closed first.
            passage.closeClient();
            if (arrives) {
                passage.pass();
            }
            passage.finish();
        };
    }

    /**
     * From the word on nothing arrives any more on the connection on which the driver sends it, which stays open. New connections are
     * served until they send the word, too.
     *
     * @param word the word
     * @param arrives whether the server still gets it
     */
    static Fault swallowAtWord(String word, boolean arrives) {
        return passage -> {
            boolean here = passage.direction() == Direction.TO_SERVER
                    && text(passage.bytes()).contains(word);
            if (here) {
                passage.swallowOne();
            }
            if (!here || arrives) {
                passage.pass();
            }
        };
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** From a byte on nothing arrives any more, in either direction and on any connection, and all of them stay open. */
    static Fault swallow(Direction direction, long at) {
        return at(direction, at, Passage::swallow);
    }

    /** From a byte on nothing arrives any more on the connection that carries it, which stays open. */
    static Fault swallowConnection(Direction direction, long at) {
        return at(direction, at, Passage::swallowOne);
    }

    /**
     * Something else happens before a byte passes, for example to the server; then all goes on.
     *
     * @param action runs on the thread of the connection, which waits for its end
     */
    static Fault before(Direction direction, long at, Runnable action) {
        return at(direction, at, passage -> {
            action.run();
            passage.pass();
        });
    }

    /** A few bytes at a time arrive, in both directions. */
    static Fault drip(int bytes) {
        return passage -> {
            byte[] all = passage.bytes();
            for (int from = 0; from < all.length; from += bytes) {
                passage.pass(Arrays.copyOfRange(all, from, Math.min(from + bytes, all.length)));
            }
        };
    }

    /** All that is sent arrives later. */
    static Fault delay(Duration time) {
        return passage -> {
            LockSupport.parkNanos(time.toNanos());
            passage.pass();
        };
    }

    private static Fault at(Direction direction, long at, Fault then) {
        return passage -> {
            long before = passage.before();
            boolean here = passage.direction() == direction && before <= at && at < before + passage.bytes().length;
            if (here) {
                passage.passFirst((int) (at - before));
                then.meet(passage);
            } else {
                passage.pass();
            }
        };
    }
}
