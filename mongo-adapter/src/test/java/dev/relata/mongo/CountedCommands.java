package dev.relata.mongo;

import com.mongodb.MongoNamespace;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.relata.spi.StatementKind;
import dev.relata.test.conformance.StatementCounter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<MongoNamespace> written = ConcurrentHashMap.newKeySet();

    CountedCommands(StatementCounter counter) {
        this.counter = counter;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        String name = event.getCommandName();
        names.add(name);
        if (KINDS.get(name) == StatementKind.WRITE) {
            String collection = event.getCommand().getString(name).getValue();
            written.add(new MongoNamespace(event.getDatabaseName(), collection));
        }
        boolean ids = name.equals("findAndModify")
                && event.getCommand().getString("findAndModify").getValue().equals("relata_counters");
        String text = event.getCommand().toJson();
        boolean lock = text.contains("\"$inc\": {\"_lock\": 1}");
        StatementKind kind = ids || lock ? StatementKind.CONTROL : KINDS.getOrDefault(name, StatementKind.CONTROL);
        counter.record(kind, text);
    }

    /** The names of all commands since the last call, in the order of sending. */
    List<String> names() {
        List<String> seen = List.copyOf(names);
        names.clear();
        return seen;
    }

    /** The collections into which anything was written, of every database, since they were last forgotten. */
    Set<MongoNamespace> written() {
        return Set.copyOf(written);
    }

    void forgetWritten() {
        written.clear();
    }
}
