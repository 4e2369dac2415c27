package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What is to go wrong, in the order in which it was asked for. Thread-safe. */
public final class Faults {

    /** What happens to a command. */
    enum Kind {
        /** It is answered by an error and not carried out. */
        ERROR,
        /** Its connection is closed before it is carried out. */
        CLOSED_BEFORE,
        /** It is carried out, and its connection is closed before the answer. */
        CLOSED_AFTER,
        /** It is carried out, and answered by an error all the same. */
        DONE_AND_ERROR
    }

    record Fault(String command, Kind kind, Document answer) {}

    private final Queue<Fault> queue = new ConcurrentLinkedQueue<>();

    /** The next command of the name is answered by an error. */
    public Faults error(String command, int code, String codeName, String... labels) {
        queue.add(new Fault(command, Kind.ERROR, ErrorTranslation.error(code, codeName, "asked for", List.of(labels))));
        return this;
    }

    /** The next command of the name is carried out and answered by an error. */
    public Faults errorAfter(String command, int code, String codeName, String... labels) {
        queue.add(new Fault(
                command, Kind.DONE_AND_ERROR, ErrorTranslation.error(code, codeName, "asked for", List.of(labels))));
        return this;
    }

    /** The connection of the next command of the name is closed, before or after it is carried out. */
    public Faults closed(String command, boolean carriedOut) {
        queue.add(new Fault(command, carriedOut ? Kind.CLOSED_AFTER : Kind.CLOSED_BEFORE, new Document()));
        return this;
    }

    @Nullable
    Fault next(String command) {
        Fault first = queue.peek();
        return first != null && first.command().equals(command) ? queue.poll() : null;
    }

    /** Tells whether everything that was asked for has gone wrong. */
    public boolean done() {
        return queue.isEmpty();
    }

    /** Forgets what has not gone wrong yet. */
    public void clear() {
        queue.clear();
    }
}
