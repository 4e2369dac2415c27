package dev.relata.spring.transaction;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.mongo.ExternalTransactions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.ReactiveMongoTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;

/** Finds the transaction manager that begins transactions in sessions of the application's client. */
final class ManagerOfClient {

    private static final Logger LOG = LoggerFactory.getLogger(ManagerOfClient.class);

    private final ObjectProvider<ReactiveTransactionManager> managers;
    private final ObjectProvider<MongoClient> clients;

    ManagerOfClient(ObjectProvider<ReactiveTransactionManager> managers, ObjectProvider<MongoClient> clients) {
        this.managers = managers;
        this.clients = clients;
    }

    /**
     * Returns the transactions in sessions of a client, or null, with a warning, if a manager is there that may begin them elsewhere. A
     * factory does not tell its client: it is taken for that of the application's only one.
     */
    @Nullable
    ExternalTransactions transactions(MongoClient client) {
        List<ReactiveMongoTransactionManager> ofMongo = managers.orderedStream()
                .filter(ReactiveMongoTransactionManager.class::isInstance)
                .map(ReactiveMongoTransactionManager.class::cast)
                .toList();
        if (ofMongo.isEmpty()) {
            return null;
        }
        if (clients.getIfUnique() != client) {
            LOG.warn(
                    "Relata takes no part in Spring's transactions over MongoDB: the sessions of the transaction manager {} are"
                            + " taken to be of the application's only or primary bean MongoClient, and the store uses another"
                            + " client. Let both use that bean, or set relata.transactions=own",
                    ofMongo.get(0));
            return null;
        }
        ReactiveMongoTransactionManager manager = ofMongo.get(0);
        ReactiveMongoDatabaseFactory databases = manager.getDatabaseFactory();
        return databases == null ? null : new MongoTransactions(databases, ManagedTransactions.of(manager));
    }
}
