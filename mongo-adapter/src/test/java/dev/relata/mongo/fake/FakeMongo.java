package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.bson.Document;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server that runs, with what it has seen. Thread-safe. */
public final class FakeMongo implements AutoCloseable {

    /** A connection waits for transactions on its own thread, which must be no other connection's. */
    private static final int THREADS = 128;

    private final MongoServer server;
    private final FakeBackend backend;
    private final Deployment deployment;
    private final String address;

    private FakeMongo(MongoServer server, FakeBackend backend, Deployment deployment, String address) {
        this.server = server;
        this.backend = backend;
        this.deployment = deployment;
        this.address = address;
    }

    /** Starts one that says it is 7.0. */
    public static FakeMongo start(Deployment deployment) {
        return start(deployment, Deployment.newestWireVersion());
    }

    /** Starts one of another version. */
    public static FakeMongo start(Deployment deployment, int wireVersion) {
        FakeBackend backend = new FakeBackend();
        MongoServer server = new MongoServer(backend);
        server.bind(new InetSocketAddress("127.0.0.1", 0), 1, THREADS);
        String address = "127.0.0.1:" + server.getLocalAddress().getPort();
        backend.says(deployment.hello(address, wireVersion));
        return new FakeMongo(server, backend, deployment, address);
    }

    /** Where it is. */
    public String url() {
        return "mongodb://" + address + (deployment == Deployment.REPLICA_SET ? "/?replicaSet=fake" : "");
    }

    /** What is to go wrong. */
    public Faults faults() {
        return backend.faults();
    }

    /** The commands that came since the last call, without the handshake's. */
    public List<SeenCommand> seen() {
        List<SeenCommand> seen = new ArrayList<>(backend.seen());
        backend.seen().removeAll(seen);
        return seen;
    }

    /** Forgets what is open, what was seen, and what was to go wrong. */
    public void forget() {
        backend.forget();
    }

    /** How many transactions are open. */
    public int openTransactions() {
        return backend.openTransactions();
    }

    /** What broke the protocol: commands of one transaction at the same time, writes that would wait for themselves. */
    public List<String> violations() {
        return List.copyOf(backend.violations());
    }

    /** Does something whenever a command comes, before it is carried out; on the server's thread. */
    public void before(Consumer<SeenCommand> action) {
        backend.before(action);
    }

    /** The document that an operator of this server would see. */
    public List<Document> rows(String database, String collection) {
        return backend.rows(database, collection);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }

    static <T> List<T> shared() {
        return new CopyOnWriteArrayList<>();
    }
}
