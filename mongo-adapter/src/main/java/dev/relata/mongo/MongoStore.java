package dev.relata.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.error.RefusedException;
import dev.relata.metamodel.Model;
import dev.relata.mongo.internal.exec.IndexKeeper;
import dev.relata.mongo.internal.exec.MongoServer;
import dev.relata.mongo.internal.exec.Topology;
import dev.relata.mongo.internal.query.Indexes;
import dev.relata.mongo.internal.query.NativePipeline;
import dev.relata.mongo.internal.value.BsonMappings;
import dev.relata.spi.NativeStatements;
import dev.relata.spi.Store;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The store over MongoDB. Immutable and thread-safe.
 *
 * <p>The id of a record with one id component is kept as {@code _id}, everything else in the field of its column. A {@code
 * Long} or {@code Integer} id that the store makes is the next number of a counter (collection {@code relata_counters}), a
 * {@code String} the text of a new ObjectId, an {@code ObjectId} or {@code UUID} a new one. Null is kept as a missing field.
 * Times have milliseconds, decimals 34 digits.
 *
 * <p>On a replica set or a sharded cluster, {@code transactional} and every write of more than one document run in a
 * transaction. A standalone server has none: there such a write is refused, unless the store was built with {@link
 * Atomicity#BEST_EFFORT}. Which it is, the server says when it is first asked; {@link #connected()} asks at once.
 *
 * <pre>{@code
 * MongoStore store = MongoStore.builder().url("mongodb://localhost/library").build();
 * Relata relata = Relata.builder().store(store).model(Author.class, Book.class).build();
 * }</pre>
 */
public final class MongoStore implements Store {

    private final MongoServer server;
    private final String name;
    private final BsonMappings types;
    private final Atomicity atomicity;
    private final boolean createsIndexes;
    private final @Nullable MongoClient owned;
    private final @Nullable ExternalTransactions external;

    MongoStore(
            MongoServer server,
            String name,
            BsonMappings types,
            Atomicity atomicity,
            boolean createsIndexes,
            @Nullable MongoClient owned,
            @Nullable ExternalTransactions external) {
        this.server = server;
        this.name = name;
        this.types = types;
        this.atomicity = atomicity;
        this.createsIndexes = createsIndexes;
        this.owned = owned;
        this.external = external;
    }

    /**
     * Makes a store of a database whose client is somebody else's. A database begins no sessions, so this store has no
     * transactions whatever the server; prefer {@link #of(MongoClient, String)}.
     *
     * @param database the database
     * @return the store
     */
    public static MongoStore of(MongoDatabase database) {
        return builder().database(database).build();
    }

    /**
     * Begins an aggregation of one's own over the documents of an entity, which runs where the requests of a {@code Relata} run:
     * in the session of the transaction of the reactive context. Nothing is sent before an answer is subscribed to.
     *
     * @param relata the front door of this store
     * @param entity an entity of the model, whose collection the pipeline starts in
     * @param stages the stages, none of which writes
     * @return what reads the documents
     */
    public static AggregationQuery aggregate(
            NativeStatements.Provider relata, Class<?> entity, List<? extends Bson> stages) {
        NativeStatements.Provider door = RefusedException.unlessNull(relata, "aggregate", "the Relata");
        String collection = door.model().entity(entity).table();
        List<BsonDocument> documents = RefusedException.unlessNull(stages, "aggregate", "the list of stages").stream()
                .map(stage -> RefusedException.unlessNull(stage, "aggregate", "a stage")
                        .toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry()))
                .toList();
        return new AggregationQuery(door.nativeStatements(), NativePipeline.of(collection, documents));
    }

    /**
     * Makes a store of a client that is somebody else's to close.
     *
     * @param client the client
     * @param database the name of the database
     * @return the store
     */
    public static MongoStore of(MongoClient client, String database) {
        return builder().client(client).database(database).build();
    }

    /**
     * Begins a store with options.
     *
     * @return the builder
     */
    public static MongoStoreBuilder builder() {
        return new MongoStoreBuilder();
    }

    @Override
    public Store.Open open(Model model) {
        return OpenStore.open(server, types, atomicity, createsIndexes, external, model);
    }

    /**
     * Asks the server what it is, so that {@code capabilities()} says it from the beginning. Without it the first write that
     * needs to know asks, and until then the store says that it has no transactions.
     *
     * @return this store, once the server has answered
     */
    public Mono<MongoStore> connected() {
        return server.topology().thenReturn(this);
    }

    /**
     * Creates the indexes that a model asks for, also those that serve relationships; those that are there stay as they
     * are. Without it every collection gets them before its first write, unless {@link MongoStoreBuilder#indexes} says
     * otherwise.
     *
     * @param model the model
     * @return completes when they are there
     */
    public Mono<Void> createIndexes(Model model) {
        return Mono.defer(() -> new IndexKeeper(server.direct(), Indexes.of(model), true).createAll());
    }

    /**
     * Says what is known of the server, and what follows; for a log at start-up.
     *
     * @return a few lines of text, without any password
     */
    public String explain() {
        return String.join(
                "\n",
                "MongoStore",
                "  database: " + name + (owned == null ? "; its client is not closed by this store" : ""),
                "  server: " + describe(server.known()),
                "  writes of several documents: " + several(server.known()),
                "  indexes: " + (createsIndexes ? "created before the first write" : "yours to create"));
    }

    private static String describe(@Nullable Topology topology) {
        return topology == null
                ? "not asked yet; connected() asks it"
                : topology.kind() + ", wire version " + topology.wireVersion();
    }

    private String several(@Nullable Topology topology) {
        if (!server.hasClient()) {
            return "no transactions, for a MongoDatabase begins no sessions; " + otherwise();
        }
        if (topology == null) {
            return "in a transaction where the server has them; else " + otherwise();
        }
        return topology.transactions() ? "in a transaction" : "no transactions; " + otherwise();
    }

    private String otherwise() {
        return atomicity == Atomicity.BEST_EFFORT ? "sent as far as they get (BEST_EFFORT)" : "refused";
    }

    /**
     * Closes the client that the builder made; one that was given is left alone. A second call does nothing.
     *
     * @return completes when it is closed
     */
    public Mono<Void> close() {
        MongoClient own = owned;
        return own == null ? Mono.empty() : Mono.fromRunnable(own::close);
    }

    @Override
    public String toString() {
        return "MongoStore(" + name + ")";
    }
}
