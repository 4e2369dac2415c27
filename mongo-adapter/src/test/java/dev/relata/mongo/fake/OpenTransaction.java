package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A transaction: a copy of a database, made when its first command comes, in which its commands run. What they change is
 * known row by row, so that it can meet what others change. Guarded by its server.
 */
final class OpenTransaction {

    /** What has become of it. */
    enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    final long number;
    final String database;
    private final MongoBackend copy = new ValidatingBackend();
    private final Map<String, Map<Object, Document>> base = new LinkedHashMap<>();
    private final Map<String, Map<Object, @Nullable Document>> written = new LinkedHashMap<>();
    private final Set<String> touched = new HashSet<>();
    private final MongoBackend committed;
    private final long began;
    State state = State.OPEN;

    OpenTransaction(long number, String database, MongoBackend committed, long began) {
        this.number = number;
        this.database = database;
        this.committed = committed;
        this.began = began;
        for (String collection : Rows.collections(committed, database)) {
            base.put(collection, Rows.copy(committed, database, collection));
            List<Document> rows = new ArrayList<>();
            rowsAtFirst(collection).values().forEach(row -> rows.add(row.cloneDeeply()));
            Rows.insert(copy, database, collection, rows);
        }
    }

    long began() {
        return began;
    }

    boolean open() {
        return state == State.OPEN;
    }

    boolean touched(String collection) {
        return open() && touched.contains(collection);
    }

    Map<Object, Document> rowsAtFirst(String collection) {
        return base.getOrDefault(collection, Map.of());
    }

    /** What it has written: a row, or null for one that it deleted. */
    Map<Object, @Nullable Document> written(String collection) {
        return written.getOrDefault(collection, Map.of());
    }

    Set<String> writtenCollections() {
        return written.keySet();
    }

    Document run(Channel channel, String command, Document body) throws MongoServerException {
        String collection = String.valueOf(body.get(command));
        if (touched.add(collection)) {
            copyIndexes(collection);
        }
        Document answer = copy.handleCommand(channel, database, command, body);
        if (!Set.of("find", "aggregate", "getMore", "killCursors", "count", "distinct")
                .contains(command)) {
            written.put(collection, difference(collection));
        }
        return answer;
    }

    /** Only of a collection that it comes to: no index has changed since it began, or its command were refused. */
    private void copyIndexes(String collection) {
        // Plain ones do nothing in the stand-in but warn.
        List<Document> indexes = Rows.indexes(committed, database, collection).stream()
                .filter(index -> Boolean.TRUE.equals(index.get("unique")))
                .toList();
        if (!indexes.isEmpty()) {
            copy.handleCommand(
                    Rows.channel(),
                    database,
                    "createIndexes",
                    new Document("createIndexes", collection).append("indexes", indexes));
        }
    }

    private Map<Object, @Nullable Document> difference(String collection) {
        Map<Object, Document> before = rowsAtFirst(collection);
        Map<Object, Document> now = Rows.copy(copy, database, collection);
        Map<Object, @Nullable Document> difference = new LinkedHashMap<>();
        before.forEach((id, row) -> {
            Document there = now.get(id);
            if (!row.equals(there)) {
                difference.put(id, there);
            }
        });
        now.forEach((id, row) -> {
            if (!before.containsKey(id)) {
                difference.put(id, row);
            }
        });
        return difference;
    }

    /** Makes what it wrote that of all. */
    void commit() {
        written.forEach((collection, rows) -> {
            rows.keySet().stream()
                    .filter(id -> rowsAtFirst(collection).containsKey(id))
                    .forEach(id -> Rows.delete(committed, database, collection, id));
            List<Document> there = rows.values().stream()
                    .filter(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .map(Document::cloneDeeply)
                    .toList();
            Rows.insert(committed, database, collection, there);
        });
    }
}
