package dev.relata.mongo.internal.query;

import dev.relata.spi.Conflict;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/**
 * New documents, translated. Immutable.
 *
 * @param collection the collection
 * @param documents the documents
 * @param policy what happens to documents that are there already
 * @param upserts for each document its key and what becomes of it, where the policy goes by a key; else none
 * @param positions for each document the position of the row that it comes from
 * @param positioned whether it is answered before the fields
 * @param returning the fields that are answered
 */
public record InsertCommand(
        String collection,
        List<BsonDocument> documents,
        Conflict.Policy policy,
        List<Upsert> upserts,
        List<Integer> positions,
        boolean positioned,
        List<AnswerField> returning)
        implements MongoCommand {

    /**
     * An update that inserts where there is nothing to update.
     *
     * @param filter the key
     * @param update {@code $set}, {@code $unset} and {@code $setOnInsert}
     */
    public record Upsert(BsonDocument filter, BsonDocument update) {}

    /** Copies the lists. */
    public InsertCommand {
        documents = List.copyOf(documents);
        upserts = List.copyOf(upserts);
        positions = List.copyOf(positions);
        returning = List.copyOf(returning);
    }

    @Override
    public String explain() {
        if (upserts.isEmpty()) {
            return "db." + collection + ".insertMany("
                    + documents.stream().map(Shell::text).toList()
                    + (policy == Conflict.Policy.IGNORE ? ", {ordered: false})" : ")");
        }
        return upserts.stream()
                .map(upsert -> "db." + collection + ".updateOne(" + Shell.text(upsert.filter()) + ", "
                        + Shell.text(upsert.update()) + ", {upsert: true})")
                .collect(Collectors.joining("; "));
    }

    @Override
    public String shape() {
        return upserts.isEmpty()
                ? "db." + collection + ".insertMany(?)"
                : "db." + collection + ".updateOne("
                        + Shell.shape(upserts.get(0).filter()) + ", "
                        + Shell.shape(upserts.get(0).update()) + ", {upsert: true})";
    }
}
