package dev.relata.mongo.internal.exec;

import com.mongodb.MongoClientSettings;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.InsertManyResult;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.AggregatePublisher;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.error.TransactionException;
import dev.relata.mongo.internal.command.ReadCommand;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.codecs.Codec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The driver's collections, in a session where there is one: the driver has every method twice, with a session and without.
 * Immutable.
 *
 * @param database the database
 * @param session the session, or null for none
 * @param over whether the transaction of the session has ended, so that nothing may be sent in it
 */
record DriverCollections(MongoDatabase database, @Nullable ClientSession session, BooleanSupplier over) {

    private static final CodecRegistry DEFAULT = MongoClientSettings.getDefaultCodecRegistry();

    private MongoCollection<BsonDocument> collection(String name) {
        refuseIfOver();
        return database.getCollection(name, BsonDocument.class).withCodecRegistry(DEFAULT);
    }

    private void refuseIfOver() {
        if (over.getAsBoolean()) {
            throw new TransactionException(
                    "the transaction has ended; subscribe inside the transaction, and nowhere else");
        }
    }

    private MongoCollection<@Nullable Object[]> rows(String name, Codec<@Nullable Object[]> decoder) {
        refuseIfOver();
        CodecRegistry registry = CodecRegistries.fromRegistries(CodecRegistries.fromCodecs(decoder), DEFAULT);
        return database.getCollection(name, decoder.getEncoderClass()).withCodecRegistry(registry);
    }

    /** The rows of a read. Batches are as large as the demand: the driver has no other way to change their size. */
    Publisher<@Nullable Object[]> read(ReadCommand command, Codec<@Nullable Object[]> decoder) {
        MongoCollection<@Nullable Object[]> rows = rows(command.collection(), decoder);
        if (!command.find()) {
            return session == null ? rows.aggregate(command.stages()) : rows.aggregate(session, command.stages());
        }
        BsonDocument match = document(command, "$match");
        BsonDocument filter = match == null ? new BsonDocument() : match;
        return bounded(session == null ? rows.find(filter) : rows.find(session, filter), command);
    }

    /** The driver's publishers are builders that change themselves. */
    private static FindPublisher<@Nullable Object[]> bounded(
            FindPublisher<@Nullable Object[]> rows, ReadCommand command) {
        return rows.sort(document(command, "$sort"))
                .projection(document(command, "$project"))
                .skip(whole(command, "$skip"))
                .limit(whole(command, "$limit"));
    }

    private static @Nullable BsonDocument document(ReadCommand command, String stage) {
        BsonValue argument = command.stage(stage);
        return argument == null ? null : argument.asDocument();
    }

    /** A find takes 32 bits, which no collection that is read to its end exceeds. */
    private static int whole(ReadCommand command, String stage) {
        BsonValue argument = command.stage(stage);
        return argument == null
                ? 0
                : (int) Math.min(Integer.MAX_VALUE, argument.asNumber().longValue());
    }

    AggregatePublisher<BsonDocument> documents(String name, List<BsonDocument> stages) {
        MongoCollection<BsonDocument> documents = collection(name);
        return session == null ? documents.aggregate(stages) : documents.aggregate(session, stages);
    }

    Publisher<InsertManyResult> insert(String name, List<BsonDocument> documents, InsertManyOptions options) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null
                ? collection.insertMany(documents, options)
                : collection.insertMany(session, documents, options);
    }

    /** A change of one document may be sent again by the driver after a broken connection. */
    Publisher<UpdateResult> update(String name, boolean one, BsonDocument filter, BsonDocument update) {
        MongoCollection<BsonDocument> collection = collection(name);
        if (one) {
            return session == null
                    ? collection.updateOne(filter, update)
                    : collection.updateOne(session, filter, update);
        }
        return session == null ? collection.updateMany(filter, update) : collection.updateMany(session, filter, update);
    }

    /** The same with values that the server works out. */
    Publisher<UpdateResult> compute(String name, boolean one, BsonDocument filter, List<BsonDocument> pipeline) {
        MongoCollection<BsonDocument> collection = collection(name);
        if (one) {
            return session == null
                    ? collection.updateOne(filter, pipeline)
                    : collection.updateOne(session, filter, pipeline);
        }
        return session == null
                ? collection.updateMany(filter, pipeline)
                : collection.updateMany(session, filter, pipeline);
    }

    Publisher<BulkWriteResult> write(String name, List<WriteModel<BsonDocument>> models, BulkWriteOptions options) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null ? collection.bulkWrite(models, options) : collection.bulkWrite(session, models, options);
    }

    Publisher<DeleteResult> delete(String name, boolean one, BsonDocument filter) {
        MongoCollection<BsonDocument> collection = collection(name);
        if (one) {
            return session == null ? collection.deleteOne(filter) : collection.deleteOne(session, filter);
        }
        return session == null ? collection.deleteMany(filter) : collection.deleteMany(session, filter);
    }

    Publisher<BsonDocument> findAndUpdate(
            String name, BsonDocument filter, BsonDocument update, FindOneAndUpdateOptions options) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null
                ? collection.findOneAndUpdate(filter, update, options)
                : collection.findOneAndUpdate(session, filter, update, options);
    }

    /** Never in the session: an index is no part of a transaction. */
    Publisher<String> createIndexes(String name, List<IndexModel> indexes) {
        return collection(name).createIndexes(indexes);
    }
}
