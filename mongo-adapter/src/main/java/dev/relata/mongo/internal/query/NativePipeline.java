package dev.relata.mongo.internal.query;

import dev.relata.error.RefusedException;
import java.util.List;
import org.bson.BsonDocument;

/**
 * An aggregation of the user's own. Immutable.
 *
 * @param collection the collection that it starts in
 * @param stages the stages
 */
public record NativePipeline(String collection, List<BsonDocument> stages) {

    private static final List<String> WRITES = List.of("$out", "$merge");

    /** Copies the list. */
    public NativePipeline {
        stages = List.copyOf(stages);
    }

    /** Takes the stages of the user; refuses those that write. */
    public static NativePipeline of(String collection, List<BsonDocument> documents) {
        for (String write : WRITES) {
            if (documents.stream().anyMatch(stage -> stage.containsKey(write))) {
                throw new RefusedException(
                        "aggregate: the stage " + write + " writes, and this reads; send it with the driver,"
                                + " outside transactions, where MongoDB allows it");
            }
        }
        return new NativePipeline(collection, documents);
    }
}
