package dev.relata.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.mongo.internal.exec.Errors;
import dev.relata.mongo.internal.exec.MongoServer;
import dev.relata.mongo.internal.value.BsonMappings;
import dev.relata.spi.StatementListener;
import dev.relata.spi.stream.StatementReports;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a {@link MongoStore}: give a URL, or a client and the name of a database, or a database. Not thread-safe.
 */
public final class MongoStoreBuilder {

    private final List<StatementListener> listeners = new ArrayList<>();
    private @Nullable String url;
    private @Nullable MongoClient client;
    private @Nullable String name;
    private @Nullable MongoDatabase database;
    private JsonMapper json = JsonMapper.builder().build();
    private Atomicity atomicity = Atomicity.REQUIRED;
    private boolean createsIndexes = true;
    private @Nullable Function<? super MongoClient, ? extends @Nullable ExternalTransactions> transactions;

    MongoStoreBuilder() {}

    /**
     * Where the server is.
     *
     * @param url a connection string such as {@code mongodb://host:27017/database}, which may name the database
     * @return this builder
     */
    public MongoStoreBuilder url(String url) {
        this.url = url;
        return this;
    }

    /**
     * A client that is made and closed elsewhere, in place of a URL.
     *
     * @param client the client
     * @return this builder
     */
    public MongoStoreBuilder client(MongoClient client) {
        this.client = client;
        return this;
    }

    /**
     * The database, where the URL does not name it.
     *
     * @param name its name
     * @return this builder
     */
    public MongoStoreBuilder database(String name) {
        this.name = name;
        return this;
    }

    /**
     * A database of a client that is not given; it has no transactions.
     *
     * @param database the database
     * @return this builder
     */
    public MongoStoreBuilder database(MongoDatabase database) {
        this.database = database;
        return this;
    }

    /**
     * What happens to a write of several documents where the server has no transactions; refused by default.
     *
     * @param atomicity what happens
     * @return this builder
     */
    public MongoStoreBuilder atomicity(Atomicity atomicity) {
        this.atomicity = atomicity;
        return this;
    }

    /**
     * Whether a collection gets the model's indexes before its first write; true by default. Without them nothing but
     * {@code _id} is unique.
     *
     * @param created whether they are created
     * @return this builder
     */
    public MongoStoreBuilder indexes(boolean created) {
        this.createsIndexes = created;
        return this;
    }

    /**
     * What turns values without a BSON type of their own into documents.
     *
     * @param mapper the mapper
     * @return this builder
     */
    public MongoStoreBuilder json(JsonMapper mapper) {
        this.json = mapper;
        return this;
    }

    /**
     * Adds a listener, which is notified of every command that was sent.
     *
     * @param listener the listener; must not block or throw
     * @return this builder
     */
    public MongoStoreBuilder listener(StatementListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Takes part in the transactions of a framework, in sessions of the client of the store; by default its transactions are its own.
     *
     * @param transactions finds the transactions in sessions of a client, or null where there are none
     * @return this builder
     */
    public MongoStoreBuilder transactions(
            Function<? super MongoClient, ? extends @Nullable ExternalTransactions> transactions) {
        this.transactions = transactions;
        return this;
    }

    /**
     * Makes the store; nothing is sent.
     *
     * @return the store
     * @throws IllegalStateException where it is not said which database, or where transactions of a framework are given without a
     *     client, with what to do
     */
    public MongoStore build() {
        MongoDatabase given = database;
        if (given != null) {
            return store(given, null, null);
        }
        MongoClient theirs = client;
        if (theirs != null) {
            return store(theirs.getDatabase(databaseName(name)), theirs, null);
        }
        if (url == null) {
            throw new IllegalStateException(
                    "MongoStore: give url(…), client(…) with database(name), or database(MongoDatabase)");
        }
        ConnectionString address = new ConnectionString(url);
        String named = databaseName(name == null ? address.getDatabase() : name);
        MongoClient own = MongoClients.create(address);
        return store(own.getDatabase(named), own, own);
    }

    private static String databaseName(@Nullable String given) {
        if (given == null) {
            throw new IllegalStateException("MongoStore: which database? Name it in the URL, or with database(name)");
        }
        return given;
    }

    /** Without an acknowledgement nobody learns what became of a write, not even that it was refused. */
    private static MongoDatabase acknowledged(MongoDatabase given) {
        return given.getWriteConcern().isAcknowledged() ? given : given.withWriteConcern(WriteConcern.ACKNOWLEDGED);
    }

    private MongoStore store(MongoDatabase at, @Nullable MongoClient sessions, @Nullable MongoClient own) {
        MongoServer server = new MongoServer(acknowledged(at), sessions, new StatementReports(listeners, Errors::of));
        BsonMappings types = new BsonMappings(json);
        return new MongoStore(server, at.getName(), types, atomicity, createsIndexes, own, external(sessions));
    }

    private @Nullable ExternalTransactions external(@Nullable MongoClient sessions) {
        if (transactions == null) {
            return null;
        }
        if (sessions == null) {
            throw new IllegalStateException(
                    "MongoStore: transactions(…) are those of a client, and a MongoDatabase does not"
                            + " tell its client: give client(…) and database(name)");
        }
        return transactions.apply(sessions);
    }
}
