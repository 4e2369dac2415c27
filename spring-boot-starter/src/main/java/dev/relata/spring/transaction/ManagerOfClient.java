package dev.relata.spring.transaction;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.mongo.ExternalTransactions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.ReactiveMongoTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;

/** Finds the transaction manager that begins transactions in sessions of the application's client. */
final class ManagerOfClient {

    private final ObjectProvider<ReactiveTransactionManager> managers;
    private final ObjectProvider<MongoClient> clients;

    ManagerOfClient(ObjectProvider<ReactiveTransactionManager> managers, ObjectProvider<MongoClient> clients) {
        this.managers = managers;
        this.clients = clients;
    }

    /**
     * Returns the transactions in sessions of a client, or null if no manager begins them there. A factory does not tell its client:
     * it is taken for that of the application's only one.
     */
    @Nullable
    ExternalTransactions transactions(MongoClient client) {
        if (clients.getIfUnique() != client) {
            return null;
        }
        for (ReactiveTransactionManager manager : managers.orderedStream().toList()) {
            if (manager instanceof ReactiveMongoTransactionManager ofMongo) {
                ReactiveMongoDatabaseFactory databases = ofMongo.getDatabaseFactory();
                return databases == null ? null : new MongoTransactions(databases, ManagedTransactions.of(manager));
            }
        }
        return null;
    }
}
