package dev.relata.mongo;

import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonValue;

/** Sees the cursors at the driver: the batches that were asked for, the rows that came, and which cursors are open. */
final class SeenBatches implements CommandListener {

    private static final long NONE = 0;

    private final Queue<Integer> asked = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Long> underWay = new ConcurrentHashMap<>();
    private final Set<Long> open = ConcurrentHashMap.newKeySet();
    private final Set<Integer> killing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger rows = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();

    @Override
    public void commandStarted(CommandStartedEvent event) {
        BsonDocument command = event.getCommand();
        switch (event.getCommandName()) {
            case "find" -> started(event, NONE);
            case "getMore" -> started(event, command.getNumber("getMore").longValue());
            case "killCursors" -> {
                killing.add(event.getRequestId());
                command.getArray("cursors").forEach(this::killed);
            }
            default -> {}
        }
    }

    private void started(CommandStartedEvent event, long cursor) {
        underWay.put(event.getRequestId(), cursor);
        asked.add(event.getCommand().getNumber("batchSize", new BsonInt32(0)).intValue());
    }

    private void killed(BsonValue cursor) {
        open.remove(cursor.asNumber().longValue());
        killed.incrementAndGet();
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        killing.remove(event.getRequestId());
        BsonDocument found = event.getResponse().getDocument("cursor", new BsonDocument());
        Long before = underWay.get(event.getRequestId());
        if (before != null) {
            rows.addAndGet(
                    found.getArray(before == NONE ? "firstBatch" : "nextBatch").size());
            open.remove(before);
            long after = found.getNumber("id", new BsonInt64(NONE)).longValue();
            if (after != NONE) {
                open.add(after);
            }
            underWay.remove(event.getRequestId());
        }
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        killing.remove(event.getRequestId());
        underWay.remove(event.getRequestId());
    }

    /** How many rows each command asked for, in the order of sending. */
    List<Integer> asked() {
        return List.copyOf(asked);
    }

    /** How many rows came. */
    int rows() {
        return rows.get();
    }

    /** The cursors that are neither at their end nor killed. */
    Set<Long> open() {
        return Set.copyOf(open);
    }

    /** How many cursors were killed. */
    int killed() {
        return killed.get();
    }

    /** Nothing is under way and no cursor is open. */
    boolean settled() {
        return underWay.isEmpty() && open.isEmpty() && killing.isEmpty();
    }

    void forget() {
        asked.clear();
        rows.set(0);
        killed.set(0);
        open.clear();
    }
}
