package dev.relata.mongo.internal.exec;

import com.mongodb.reactivestreams.client.FindPublisher;
import dev.relata.mongo.internal.query.ReadCommand;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.codecs.Codec;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Makes the driver's publishers of reads. Stateless. */
final class DriverReads {

    private DriverReads() {}

    /** The rows of a read. Batches are as large as the demand: the driver has no other way to change their size. */
    static Publisher<@Nullable Object[]> of(
            DriverCollections collections, ReadCommand command, Codec<@Nullable Object[]> decoder) {
        if (!command.find()) {
            return collections.aggregate(command.collection(), decoder, command.stages());
        }
        BsonValue filter = command.stage("$match");
        return bounded(
                collections.find(
                        command.collection(), decoder, filter == null ? new BsonDocument() : filter.asDocument()),
                command);
    }

    /** The driver's publishers are builders that change themselves. */
    private static FindPublisher<@Nullable Object[]> bounded(
            FindPublisher<@Nullable Object[]> rows, ReadCommand command) {
        BsonValue sort = command.stage("$sort");
        BsonValue skip = command.stage("$skip");
        BsonValue limit = command.stage("$limit");
        BsonValue projection = command.stage("$project");
        return rows.sort(sort == null ? null : sort.asDocument())
                .projection(projection == null ? null : projection.asDocument())
                .skip(skip == null ? 0 : whole(skip))
                .limit(limit == null ? 0 : whole(limit));
    }

    /** A find takes 32 bits, which no collection that is read to its end exceeds. */
    private static int whole(BsonValue value) {
        return (int) Math.min(Integer.MAX_VALUE, value.asNumber().longValue());
    }
}
