package dev.relata.mongo;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Ticket;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store under the conformance suite, with commands counted at the driver. */
final class MongoConformance {

    private final StatementCounter statements = new StatementCounter();
    private final CountedCommands commands = new CountedCommands(statements);
    private final String name = TestServer.database();
    private final MongoClient client;
    private final Relata relata;
    private final Atomicity atomicity;
    private final Queue<String> bare = new ConcurrentLinkedQueue<>();

    MongoConformance(Atomicity atomicity) {
        this(atomicity, TestServer.url());
    }

    MongoConformance(Atomicity atomicity, String url) {
        client = TestServer.client(url, commands);
        this.atomicity = atomicity;
        MongoStore store = store(name);
        await(store.connected().then());
        relata = Relata.builder()
                .store(store)
                .model(ConformanceModel.typesWithArrays())
                .build();
    }

    private MongoStore store(String database) {
        return MongoStore.builder()
                .client(client)
                .database(database)
                .atomicity(atomicity)
                .build();
    }

    /** Over a database in which there is nothing yet. */
    Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        String database = TestServer.database();
        bare.add(database);
        MongoStore store = store(database);
        await(store.connected().then());
        return settings.apply(Relata.builder().store(store).model(model)).build();
    }

    Relata relata() {
        return relata;
    }

    StatementCounter statements() {
        return statements;
    }

    Set<Capability> capabilities() {
        return relata.capabilities();
    }

    /** Only the collections that were written: a test writes a few of dozens. */
    void empty() {
        MongoDatabase database = client.getDatabase(name);
        await(Flux.fromIterable(commands.written())
                .filter(collection -> collection.getDatabaseName().equals(name))
                .concatMap(collection ->
                        database.getCollection(collection.getCollectionName()).deleteMany(new Document()))
                .then());
        commands.forgetWritten();
    }

    /** Drops a collection with its validator. */
    void forget(String collection) {
        await(Mono.from(client.getDatabase(name).getCollection(collection).drop()));
    }

    /** By another program: Relata refuses it. */
    void storeWithoutCode(Ticket ticket) {
        await(relata.insert(new Ticket(null, ticket.riderId(), ticket.rideId(), "a code", ticket.seat()))
                .flatMap(stored -> Mono.from(client.getDatabase(name)
                        .getCollection("tickets")
                        .updateOne(new Document("_id", stored.id()), new Document("$unset", new Document("code", "")))))
                .then());
    }

    void drop() {
        await(Mono.from(client.getDatabase(name).drop()));
        bare.forEach(database -> await(Mono.from(client.getDatabase(database).drop())));
        client.close();
    }

    private static void await(Mono<Void> work) {
        work.block(Duration.ofSeconds(30));
    }
}
