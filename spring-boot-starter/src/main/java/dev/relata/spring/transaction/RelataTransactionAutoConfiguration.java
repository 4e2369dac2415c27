package dev.relata.spring.transaction;

import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.R2dbcStoreBuilderCustomizer;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;

/**
 * Lets the store over R2DBC take part in Spring's transactions, and lets {@code relata.transactional} begin them, where there is a
 * transaction manager of the same connection factory; not where {@code relata.transactions} is {@code own}, or Relata has a pool of
 * its own.
 */
@AutoConfiguration(
        after = {R2dbcAutoConfiguration.class, R2dbcTransactionManagerAutoConfiguration.class},
        before = R2dbcStoreAutoConfiguration.class)
@ConditionalOnClass({R2dbcStore.class, ConnectionFactory.class, R2dbcTransactionManager.class})
@ConditionalOnBean(ReactiveTransactionManager.class)
@ConditionalOnProperty(name = "relata.transactions", havingValue = "join", matchIfMissing = true)
@ConditionalOnBooleanProperty(name = "relata.separate-pool", havingValue = false, matchIfMissing = true)
public final class RelataTransactionAutoConfiguration {

    /**
     * Gives Spring's transactions to the builder of the store.
     *
     * @param managers the transaction managers
     * @return the customizer; the application's own run after it
     */
    @Bean
    @Order(0)
    R2dbcStoreBuilderCustomizer relataSpringTransactions(ObjectProvider<ReactiveTransactionManager> managers) {
        ManagerOfFactory lookup = new ManagerOfFactory(managers);
        return builder -> builder.transactions(lookup::transactions);
    }
}
