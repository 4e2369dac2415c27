package dev.relata.mongo.internal.query;

import dev.relata.mongo.internal.value.Equality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDocument;

/**
 * The positions of documents by their keys, compared as MongoDB compares. A document in which a field of the key is missing is
 * unlike all others. Not thread-safe.
 */
public final class SameDocuments {

    private final List<String> key;
    private final Map<List<Object>, Integer> positions = new HashMap<>();

    private SameDocuments(List<String> key) {
        this.key = key;
    }

    /**
     * Makes one for documents that are keys.
     *
     * @param keys the documents, all with the same fields
     * @return their positions
     */
    public static SameDocuments of(List<BsonDocument> keys) {
        SameDocuments same = new SameDocuments(List.copyOf(keys.get(0).keySet()));
        keys.forEach(each -> same.first(each, same.positions.size()));
        return same;
    }

    /**
     * Finds the key that a document has.
     *
     * @param document the document
     * @return the position of its key, or -1
     */
    public int position(BsonDocument document) {
        return has(document) ? positions.getOrDefault(Equality.canonical(document, key), -1) : -1;
    }

    private boolean has(BsonDocument document) {
        return !key.isEmpty() && document.keySet().containsAll(key);
    }

    private int first(BsonDocument document, int position) {
        Integer known = has(document) ? positions.putIfAbsent(Equality.canonical(document, key), position) : null;
        return known == null ? position : known;
    }

    /** The positions of the documents, in their order, of those with one key only the first or the last. */
    static List<Integer> once(List<BsonDocument> documents, List<String> key, boolean last) {
        SameDocuments same = new SameDocuments(key);
        List<Integer> firsts = IntStream.range(0, documents.size())
                .mapToObj(i -> same.first(documents.get(i), i))
                .toList();
        List<Integer> kept = new ArrayList<>(firsts);
        if (last) {
            IntStream.range(0, kept.size()).forEach(i -> kept.set(firsts.get(i), i));
        }
        return IntStream.range(0, kept.size())
                .filter(i -> firsts.get(i) == i)
                .mapToObj(kept::get)
                .sorted()
                .toList();
    }
}
