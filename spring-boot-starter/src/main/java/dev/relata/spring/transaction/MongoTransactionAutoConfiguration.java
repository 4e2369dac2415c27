package dev.relata.spring.transaction;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.mongo.MongoStore;
import dev.relata.spring.MongoStoreAutoConfiguration;
import dev.relata.spring.MongoStoreBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.data.mongodb.ReactiveMongoTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;

/**
 * Lets the store over MongoDB take part in Spring's transactions, and lets {@code relata.transactional} begin them, where there is a
 * {@code ReactiveMongoTransactionManager}; not where {@code relata.transactions} is {@code own}.
 */
@AutoConfiguration(before = MongoStoreAutoConfiguration.class)
@ConditionalOnClass({MongoStore.class, MongoClient.class, ReactiveMongoTransactionManager.class})
@ConditionalOnBean(ReactiveMongoTransactionManager.class)
@ConditionalOnProperty(name = "relata.transactions", havingValue = "join", matchIfMissing = true)
public final class MongoTransactionAutoConfiguration {

    /**
     * Gives Spring's transactions to the builder of the store.
     *
     * @param managers the transaction managers
     * @param clients the application's clients
     * @return the customizer; the application's own run after it
     */
    @Bean
    @Order(0)
    MongoStoreBuilderCustomizer relataMongoTransactions(
            ObjectProvider<ReactiveTransactionManager> managers, ObjectProvider<MongoClient> clients) {
        ManagerOfClient lookup = new ManagerOfClient(managers, clients);
        return builder -> builder.transactions(lookup::transactions);
    }
}
