package dev.relata.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import dev.relata.mongo.fake.ValidatingBackend;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The MongoDB that tests run against, one for the JVM: a URL if one is given, a replica set by Testcontainers where Docker runs or
 * is asked for, else a stand-in in this JVM. Never none; the run says which it was.
 */
final class TestServer {

    private static final String URL = "RELATA_TEST_MONGO_URL";
    private static final String CONTAINERS = "RELATA_TEST_CONTAINERS";

    private static final Choice CHOICE = Choice.of(TestServer::setting, TestServer::dockerRuns);

    private static final ConnectionString ADDRESS = start();

    private TestServer() {}

    private static ConnectionString start() {
        return switch (CHOICE) {
            case URL -> said("the server of " + URL, Objects.requireNonNull(setting(URL)));
            case CONTAINER -> container();
            case STAND_IN -> standIn();
        };
    }

    /** Which server it is. */
    enum Choice {
        /** One that is named. */
        URL,
        /** A replica set in a container. */
        CONTAINER,
        /** In this JVM. */
        STAND_IN;

        /** A URL wins over everything; Docker is looked for only where nothing is said of containers. */
        static Choice of(UnaryOperator<@Nullable String> settings, BooleanSupplier dockerRuns) {
            String url = settings.apply(TestServer.URL);
            if (url != null && !url.isBlank()) {
                return URL;
            }
            String asked = settings.apply(CONTAINERS);
            boolean container =
                    asked == null || asked.isBlank() ? dockerRuns.getAsBoolean() : Boolean.parseBoolean(asked);
            return container ? CONTAINER : STAND_IN;
        }
    }

    private static @Nullable String setting(@Nullable String name) {
        return System.getProperty(String.valueOf(name), System.getenv(String.valueOf(name)));
    }

    private static boolean dockerRuns() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    private static ConnectionString container() {
        if (!dockerRuns()) {
            throw new IllegalStateException(CONTAINERS + " asks for Docker, which does not run here");
        }
        MongoDBContainer container = new MongoDBContainer("mongo:8").withReplicaSet();
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return said("a replica set of one member in a container", container.getReplicaSetUrl());
    }

    private static ConnectionString standIn() {
        MongoServer server = new MongoServer(new ValidatingBackend());
        String url = "mongodb://127.0.0.1:" + server.bind().getPort();
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
        return said("mongo-java-server in this JVM, with validators of our own: no sessions, no transactions", url);
    }

    private static ConnectionString said(String what, String url) {
        System.out.println("MongoDB for this run: " + what);
        return new ConnectionString(url);
    }

    /** Whether it is the stand-in, which cannot all that a server can. */
    static boolean standsIn() {
        return CHOICE == Choice.STAND_IN;
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
}
