package dev.relata.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The MongoDB that tests run against, one for the JVM: a URL if one is given, a replica set by Testcontainers where that is
 * asked for, else a stand-in in this JVM. Never none; the run says which it was.
 */
final class TestServer {

    private static final String URL = "RELATA_TEST_MONGO_URL";
    private static final String CONTAINERS = "RELATA_TEST_CONTAINERS";

    private static final ConnectionString ADDRESS = start();

    private TestServer() {}

    private static ConnectionString start() {
        String url = setting(URL);
        if (url != null && !url.isBlank()) {
            return said("the server of " + URL, url);
        }
        return "true".equalsIgnoreCase(setting(CONTAINERS)) ? container() : standIn();
    }

    private static String setting(String name) {
        return System.getProperty(name, System.getenv(name));
    }

    private static ConnectionString container() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException(CONTAINERS + " asks for Docker, which does not run here");
        }
        MongoDBContainer container = new MongoDBContainer("mongo:8").withReplicaSet();
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return said("a replica set of one member in a container", container.getReplicaSetUrl());
    }

    private static ConnectionString standIn() {
        MongoServer server = new MongoServer(new MemoryBackend());
        String url = "mongodb://127.0.0.1:" + server.bind().getPort();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        return said("mongo-java-server in this JVM: no sessions, no transactions", url);
    }

    private static ConnectionString said(String what, String url) {
        System.out.println("MongoDB for this run: " + what);
        return new ConnectionString(url);
    }

    /** Where it is. */
    static String url() {
        return ADDRESS.getConnectionString();
    }

    /** A client whose commands are seen. */
    static MongoClient client(CommandListener... listeners) {
        return client(url(), listeners);
    }

    /** A client of another server, whose commands are seen. */
    static MongoClient client(String url, CommandListener... listeners) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(url));
        List.of(listeners).forEach(settings::addCommandListener);
        return MongoClients.create(settings.build());
    }

    /** A name that no other test uses. */
    static String database() {
        return "relata_" + UUID.randomUUID().toString().replace("-", "");
    }

    /** Empties all collections and leaves their indexes. */
    static Mono<Void> empty(MongoDatabase database) {
        return Flux.from(database.listCollectionNames())
                .filter(name -> !name.startsWith("system."))
                .concatMap(name -> database.getCollection(name).deleteMany(new BsonDocument()))
                .then();
    }
}
