package dev.relata.benchmarks.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.benchmarks.Event;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.mongo.internal.command.AnswerField;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.mongo.internal.exec.RowDecoder;
import dev.relata.mongo.internal.value.BsonMappings;
import java.time.Instant;
import java.util.Objects;
import org.bson.codecs.configuration.CodecRegistries;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** The driver alone, in batches as large as Relata's largest. Stateless. */
final class RawMongo {

    private static final int BATCH = 4096;

    private RawMongo() {}

    /** With the codec that Relata reads with, and the constructor called by hand. */
    static Flux<Event> withTheSameCodec(MongoDatabase database) {
        EntityType<?> type = Model.of(Event.class).entity(Event.class);
        BsonMappings types = new BsonMappings(JsonMapper.builder().build());
        RowDecoder decoder = RowDecoder.of(type.attributes().stream()
                .map(attribute -> new AnswerField(Fields.of(type, attribute), types.of(attribute)))
                .toList());
        MongoCollection<@Nullable Object[]> events = database.getCollection(Event.TABLE, decoder.getEncoderClass())
                .withCodecRegistry(CodecRegistries.fromRegistries(
                        CodecRegistries.fromCodecs(decoder), MongoClientSettings.getDefaultCodecRegistry()));
        return Flux.defer(() -> Flux.from(events.find().batchSize(BATCH))).map(RawMongo::event);
    }

    private static Event event(@Nullable Object[] row) {
        return new Event(
                (long) present(row[0]),
                (long) present(row[1]),
                (String) present(row[2]),
                (int) present(row[3]),
                (Instant) present(row[4]));
    }

    private static Object present(@Nullable Object value) {
        return Objects.requireNonNull(value);
    }

    /** With the driver's codec of records. */
    static Flux<Event> withTheRecordCodec(MongoDatabase database) {
        MongoCollection<Event> events = database.getCollection(Event.TABLE, Event.class);
        return Flux.defer(() -> Flux.from(events.find().batchSize(BATCH)));
    }
}
