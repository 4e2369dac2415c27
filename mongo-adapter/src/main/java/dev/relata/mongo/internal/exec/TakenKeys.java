package dev.relata.mongo.internal.exec;

import dev.relata.mongo.internal.value.Equality;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;

/** The values of unique keys that documents have taken, compared as MongoDB compares. Not thread-safe. */
final class TakenKeys {

    private final List<List<String>> unique;
    private final Set<List<List<?>>> taken = new HashSet<>();

    /** Makes one for the fields of each unique key. */
    TakenKeys(List<List<String>> unique) {
        this.unique = unique;
    }

    /** A condition that is true of every document that shares a unique key with one of the given. */
    BsonDocument anyOf(List<BsonDocument> documents) {
        BsonArray any = new BsonArray();
        for (BsonDocument document : documents) {
            unique.stream().filter(document.keySet()::containsAll).forEach(fields -> {
                BsonDocument same = new BsonDocument();
                fields.forEach(field -> same.put(field, document.get(field)));
                any.add(same);
            });
        }
        return any.isEmpty() ? new BsonDocument("_id", new BsonDocument("$in", any)) : new BsonDocument("$or", any);
    }

    /** Takes the keys of a document, unless one of them is taken already. */
    boolean take(BsonDocument document) {
        List<List<List<?>>> keys = unique.stream()
                .filter(document.keySet()::containsAll)
                .map(fields -> List.<List<?>>of(fields, Equality.canonical(document, fields)))
                .toList();
        boolean free = keys.stream().noneMatch(taken::contains);
        if (free) {
            taken.addAll(keys);
        }
        return free;
    }
}
