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
import java.util.List;
import org.bson.BsonDocument;
import org.bson.codecs.Codec;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * The driver's collections, in a session where there is one: every method of the driver is there twice, and here once.
 * Immutable.
 *
 * @param database the database
 * @param session the session, or null for none
 */
record DriverCollections(MongoDatabase database, @Nullable ClientSession session) {

    private static final CodecRegistry DEFAULT = MongoClientSettings.getDefaultCodecRegistry();

    private MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class).withCodecRegistry(DEFAULT);
    }

    private MongoCollection<@Nullable Object[]> rows(String name, Codec<@Nullable Object[]> decoder) {
        CodecRegistry registry = CodecRegistries.fromRegistries(CodecRegistries.fromCodecs(decoder), DEFAULT);
        return database.getCollection(name, decoder.getEncoderClass()).withCodecRegistry(registry);
    }

    FindPublisher<@Nullable Object[]> find(String name, Codec<@Nullable Object[]> decoder, BsonDocument filter) {
        MongoCollection<@Nullable Object[]> rows = rows(name, decoder);
        return session == null ? rows.find(filter) : rows.find(session, filter);
    }

    AggregatePublisher<@Nullable Object[]> aggregate(
            String name, Codec<@Nullable Object[]> decoder, List<BsonDocument> stages) {
        MongoCollection<@Nullable Object[]> rows = rows(name, decoder);
        return session == null ? rows.aggregate(stages) : rows.aggregate(session, stages);
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

    Publisher<UpdateResult> update(String name, BsonDocument filter, BsonDocument update) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null ? collection.updateMany(filter, update) : collection.updateMany(session, filter, update);
    }

    /** One document at the most; the driver may then send it again after a broken connection. */
    Publisher<UpdateResult> updateOne(String name, BsonDocument filter, BsonDocument update) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null ? collection.updateOne(filter, update) : collection.updateOne(session, filter, update);
    }

    Publisher<BulkWriteResult> write(String name, List<WriteModel<BsonDocument>> models, BulkWriteOptions options) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null ? collection.bulkWrite(models, options) : collection.bulkWrite(session, models, options);
    }

    Publisher<DeleteResult> delete(String name, BsonDocument filter) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null ? collection.deleteMany(filter) : collection.deleteMany(session, filter);
    }

    Publisher<DeleteResult> deleteOne(String name, BsonDocument filter) {
        MongoCollection<BsonDocument> collection = collection(name);
        return session == null ? collection.deleteOne(filter) : collection.deleteOne(session, filter);
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
