package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a transaction meets another writer: one that has the same row open, or has changed it since the transaction
 * began, or has taken the same unique key. MongoDB lets the first writer win. Guarded by its server.
 */
final class Conflicts {

    private final MongoBackend committed;
    private final Collection<OpenTransaction> all;

    Conflicts(MongoBackend committed, Collection<OpenTransaction> all) {
        this.committed = committed;
        this.all = all;
    }

    /** What a transaction's writes to a collection meet, or null. */
    @Nullable
    String of(OpenTransaction mine, String collection) {
        for (Map.Entry<Object, @Nullable Document> change :
                mine.written(collection).entrySet()) {
            Object id = change.getKey();
            Document now = Rows.row(committed, mine.database, collection, id);
            boolean changed = !Objects.equals(now, mine.rowsAtFirst(collection).get(id));
            if (changed
                    || others(mine).anyMatch(other -> other.written(collection).containsKey(id))) {
                return collection + " " + id;
            }
            Document row = change.getValue();
            if (row != null && keyTaken(mine, collection, row)) {
                return "a unique key of " + collection + " " + id;
            }
        }
        return null;
    }

    /** Whether an open transaction has written a row that a write outside any transaction means. */
    boolean held(String database, String collection, Document filter) {
        List<Object> ids = Rows.matching(committed, database, collection, filter).stream()
                .map(Rows::id)
                .toList();
        return all.stream()
                .filter(other -> other.open() && other.database.equals(database))
                .anyMatch(other -> ids.stream().anyMatch(other.written(collection)::containsKey));
    }

    /** Whether an open transaction has written the same id or unique key. */
    boolean held(String database, String collection, List<Document> rows) {
        return all.stream()
                .filter(other -> other.open() && other.database.equals(database))
                .flatMap(other -> other.written(collection).entrySet().stream())
                .anyMatch(entry -> rows.stream().anyMatch(row -> meets(database, collection, row, entry)));
    }

    private boolean meets(
            String database, String collection, Document row, Map.Entry<Object, @Nullable Document> entry) {
        Document other = entry.getValue();
        return entry.getKey().equals(Rows.id(row))
                || (other != null && sameKey(database, collection, row).test(other));
    }

    private java.util.stream.Stream<OpenTransaction> others(OpenTransaction mine) {
        return all.stream()
                .filter(other -> other.open() && !Objects.equals(other, mine) && other.database.equals(mine.database));
    }

    private boolean keyTaken(OpenTransaction mine, String collection, Document row) {
        Predicate<Document> same = sameKey(mine.database, collection, row);
        boolean committedMeanwhile = Rows.matching(committed, mine.database, collection, new Document()).stream()
                .filter(other -> !Rows.id(other).equals(Rows.id(row)))
                .filter(other -> !mine.written(collection).containsKey(Rows.id(other)))
                .anyMatch(same);
        return committedMeanwhile
                || others(mine)
                        .flatMap(other -> other.written(collection).values().stream())
                        .anyMatch(other -> other != null && same.test(other));
    }

    private Predicate<Document> sameKey(String database, String collection, Document row) {
        List<Document> unique = Rows.indexes(committed, database, collection).stream()
                .filter(index -> Utils.isTrue(index.get("unique")))
                .toList();
        return other -> unique.stream().anyMatch(index -> sameKey(index, row, other));
    }

    private static boolean sameKey(Document index, Document one, Document other) {
        Document key = (Document) index.getOrDefault("key", new Document());
        return key.keySet().stream()
                .allMatch(field -> one.containsKey(field) && Objects.equals(one.get(field), other.get(field)));
    }
}
