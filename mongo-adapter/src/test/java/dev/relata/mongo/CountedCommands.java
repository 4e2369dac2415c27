package dev.relata.mongo;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.relata.spi.StatementKind;
import dev.relata.test.conformance.StatementCounter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Counts commands at the driver. Finds, aggregations, inserts, updates, deletes and findAndModify are statements; {@code
 * getMore} counts apart as FETCH does, and so do the taking of ids, locks, indexes, the handshake and the ends of cursors and
 * transactions.
 */
final class CountedCommands implements CommandListener {

    private static final Map<String, StatementKind> KINDS = Map.of(
            "find", StatementKind.READ,
            "aggregate", StatementKind.READ,
            "insert", StatementKind.WRITE,
            "update", StatementKind.WRITE,
            "delete", StatementKind.WRITE,
            "findAndModify", StatementKind.WRITE,
            "getMore", StatementKind.FETCH);

    private final StatementCounter counter;
    private final Queue<String> names = new ConcurrentLinkedQueue<>();

    CountedCommands(StatementCounter counter) {
        this.counter = counter;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        names.add(event.getCommandName());
        boolean ids = event.getCommandName().equals("findAndModify")
                && event.getCommand().getString("findAndModify").getValue().equals("relata_counters");
        String text = event.getCommand().toJson();
        boolean lock = text.contains("\"$inc\": {\"_lock\": 1}");
        StatementKind kind =
                ids || lock ? StatementKind.CONTROL : KINDS.getOrDefault(event.getCommandName(), StatementKind.CONTROL);
        counter.record(kind, text);
    }

    /** The names of all commands since the last call, in the order of sending. */
    List<String> names() {
        List<String> seen = List.copyOf(names);
        names.clear();
        return seen;
    }
}
