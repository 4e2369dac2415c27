package dev.relata.mongo.internal.exec;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import reactor.core.publisher.Mono;

/**
 * Numbers for ids, from a collection that holds the last one taken for each: MongoDB has no sequences. As with a sequence,
 * numbers are taken outside any transaction and are not given back. Thread-safe.
 */
public final class IdCounters {

    /** The collection. */
    public static final String COLLECTION = "relata_counters";

    private static final String LAST = "last";

    private final Commands commands;

    /**
     * Makes counters.
     *
     * @param commands where they are kept, outside any session
     */
    public IdCounters(Commands commands) {
        this.commands = commands;
    }

    /**
     * Takes numbers, in one command.
     *
     * @param counter the name of the counter
     * @param count how many
     * @return the first of them
     */
    public Mono<Long> take(String counter, int count) {
        BsonDocument filter = new BsonDocument("_id", new BsonString(counter));
        BsonDocument update = new BsonDocument("$inc", new BsonDocument(LAST, new BsonInt64(count)));
        FindOneAndUpdateOptions options =
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
        Mono<BsonDocument> sent =
                Mono.defer(() -> Mono.from(commands.collections().findAndUpdate(COLLECTION, filter, update, options)));
        return commands.control(counter, "db." + COLLECTION + ".findOneAndUpdate", sent)
                .map(after -> after.getNumber(LAST).longValue() - count + 1);
    }
}
