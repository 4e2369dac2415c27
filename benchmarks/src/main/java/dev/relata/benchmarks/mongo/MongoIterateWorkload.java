package dev.relata.benchmarks.mongo;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.Relata;
import dev.relata.benchmarks.Checksum;
import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.Prepared;
import dev.relata.benchmarks.Target;
import dev.relata.benchmarks.Variant;
import dev.relata.benchmarks.Workload;
import dev.relata.mongo.MongoStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams a collection into records: through Relata, and through the driver alone. */
public final class MongoIterateWorkload implements Prepared {

    private static final String NAME = "mongo-iterate";
    private static final String DATABASE = "relata_benchmark";
    private static final int SHARE = 10;
    private static final int CHUNK = 10_000;
    private static final double MOST_OF_BEST = 1 / 0.9;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final int rows;
    private final MongoClient client;

    private MongoIterateWorkload(String url, int rows) {
        this.rows = Math.max(1, rows / SHARE);
        this.client = MongoClients.create(url);
    }

    /**
     * Fills the collection; blocks.
     *
     * @param url where the server is
     * @param rows ten times as many as there will be documents
     * @return what can be measured
     */
    public static MongoIterateWorkload prepare(String url, int rows) {
        MongoIterateWorkload workload = new MongoIterateWorkload(url, rows);
        workload.fill().block(PATIENCE);
        return workload;
    }

    private Mono<Void> fill() {
        MongoCollection<BsonDocument> events = database().getCollection(Event.TABLE, BsonDocument.class);
        return Mono.from(events.drop())
                .thenMany(Flux.fromStream(() -> IntStream.range(0, rows).mapToObj(MongoIterateWorkload::document)))
                .buffer(CHUNK)
                .concatMap(events::insertMany)
                .then();
    }

    private static BsonDocument document(int i) {
        return new BsonDocument("_id", new BsonInt64(i))
                .append("owner_id", new BsonInt64(i % 1000 * 7919L))
                .append("title", new BsonString("The title of event number " + i))
                .append("pages", new BsonInt32(i % 997))
                .append("created_at", new BsonDateTime(1_577_836_800_000L + i * 61_000L));
    }

    private MongoDatabase database() {
        return client.getDatabase(DATABASE);
    }

    /**
     * Answers what the server says of itself; blocks.
     *
     * @return its version
     */
    public String server() {
        BsonDocument build = Mono.from(
                        database().runCommand(new BsonDocument("buildInfo", new BsonInt32(1)), BsonDocument.class))
                .block(PATIENCE);
        return Objects.requireNonNull(build).getString("version").getValue();
    }

    @Override
    public List<Workload> workloads() {
        Relata relata = Relata.builder()
                .store(MongoStore.of(client, DATABASE))
                .model(Event.class)
                .build();
        return List.of(new Workload(
                NAME,
                Workload.REFERENCE,
                rows,
                1,
                List.of(
                        variant("relata", relata.from(Event.class).iterate()),
                        variant("record-codec", RawMongo.withTheRecordCodec(database())),
                        variant(Workload.REFERENCE, RawMongo.withTheSameCodec(database())))));
    }

    private Variant variant(String name, Flux<Event> events) {
        return new Variant(name, Checksum.of(events, rows));
    }

    @Override
    public List<Target> targets() {
        return List.of(new Target(NAME, "relata", Workload.REFERENCE, MOST_OF_BEST));
    }

    /** Drops the database; blocks. */
    @Override
    public void close() {
        Mono.from(database().drop()).block(PATIENCE);
        client.close();
    }
}
