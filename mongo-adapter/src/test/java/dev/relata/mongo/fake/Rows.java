package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the documents of a backend past its protocol. Stateless. */
final class Rows {

    private static final Channel CHANNEL = new EmbeddedChannel();

    private Rows() {}

    static List<String> collections(MongoBackend backend, String database) {
        Document answer = backend.handleCommand(channel(), database, "listCollections", new Document());
        return batch(answer).stream()
                .map(collection -> (String) collection.get("name"))
                .filter(name -> !name.startsWith("system."))
                .toList();
    }

    static List<Document> indexes(MongoBackend backend, String database, String collection) {
        return batch(
                backend.handleCommand(channel(), database, "listIndexes", new Document("listIndexes", collection)));
    }

    /** Copies, by id, in the order of the collection. */
    static Map<Object, Document> copy(MongoBackend backend, String database, String collection) {
        Map<Object, Document> rows = new LinkedHashMap<>();
        MongoCollection<?> found = backend.resolveDatabase(database).resolveCollection(collection, false);
        if (found != null) {
            found.queryAll().forEach(row -> rows.put(id(row), row.cloneDeeply()));
        }
        return rows;
    }

    static @Nullable Document row(MongoBackend backend, String database, String collection, Object id) {
        return matching(backend, database, collection, new Document("_id", id)).stream()
                .findFirst()
                .orElse(null);
    }

    static List<Document> matching(MongoBackend backend, String database, String collection, Document filter) {
        List<Document> rows = new ArrayList<>();
        MongoCollection<?> found = backend.resolveDatabase(database).resolveCollection(collection, false);
        if (found != null) {
            found.handleQuery(filter).forEach(rows::add);
        }
        return rows;
    }

    static Object id(Document row) {
        return row.getOrDefault("_id", "");
    }

    static void insert(MongoBackend backend, String database, String collection, List<Document> rows) {
        if (!rows.isEmpty()) {
            Document insert = new Document("insert", collection).append("documents", rows);
            checked(backend.handleCommand(channel(), database, "insert", insert));
        }
    }

    static void delete(MongoBackend backend, String database, String collection, Object id) {
        Document delete = new Document("delete", collection)
                .append("deletes", List.of(new Document("q", new Document("_id", id)).append("limit", 1)));
        checked(backend.handleCommand(channel(), database, "delete", delete));
    }

    private static void checked(Document answer) {
        if (answer.containsKey("writeErrors")) {
            throw new IllegalStateException("the fake could not copy: " + answer);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Document> batch(Document answer) {
        Document cursor = (Document) answer.getOrDefault("cursor", new Document());
        List<Document> batch = new ArrayList<>();
        ((Iterable<Document>) cursor.getOrDefault("firstBatch", List.of())).forEach(batch::add);
        return batch;
    }

    /** The backend remembers something for each channel that it sees. */
    static Channel channel() {
        return CHANNEL;
    }
}
