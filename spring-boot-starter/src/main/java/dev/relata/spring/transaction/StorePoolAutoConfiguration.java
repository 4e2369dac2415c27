package dev.relata.spring.transaction;

import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.R2dbcStoreBuilderCustomizer;
import dev.relata.spring.RelataProperties;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * Gives Relata connection pools of its own: one to the database of the application where {@code relata.separate-pool} is set, and one to each
 * server that {@code relata.readers} names.
 */
@AutoConfiguration(after = R2dbcAutoConfiguration.class, before = R2dbcStoreAutoConfiguration.class)
@ConditionalOnClass({R2dbcStore.class, ConnectionPool.class, ConnectionFactoryBuilder.class})
@ConditionalOnSingleCandidate(ConnectionFactory.class)
@EnableConfigurationProperties({R2dbcProperties.class, RelataProperties.class})
public final class StorePoolAutoConfiguration {

    /**
     * Makes what pools of the store are made by, of connections that are decorated as the application's are.
     *
     * @param application the application's connections
     * @param details where the database is, if Spring Boot knows
     * @param properties the settings of the pools
     * @param customizers change the options
     * @param decorators decorate the factories
     * @return what makes pools
     */
    @Bean
    StorePools relataStorePools(
            ConnectionFactory application,
            ObjectProvider<R2dbcConnectionDetails> details,
            R2dbcProperties properties,
            ObjectProvider<ConnectionFactoryOptionsBuilderCustomizer> customizers,
            ObjectProvider<ConnectionFactoryDecorator> decorators) {
        return new StorePools(
                application,
                details.getIfAvailable(),
                properties.getPool(),
                customizers.orderedStream().toList(),
                decorators.orderedStream().toList());
    }

    /**
     * Makes the pool to where the application's connections go.
     *
     * @param pools makes it
     * @return the pool
     */
    @Bean
    @ConditionalOnBooleanProperty("relata.separate-pool")
    StorePool relataSeparatePool(StorePools pools) {
        return pools.separate();
    }

    /**
     * Gives that pool to the builder of the store.
     *
     * @param separate the pool
     * @return the customizer; the application's own run after it
     */
    @Bean
    @Order(0)
    @ConditionalOnBooleanProperty("relata.separate-pool")
    R2dbcStoreBuilderCustomizer relataSeparatePoolCustomizer(StorePool separate) {
        return builder -> builder.connectionFactory(separate.pool());
    }

    /**
     * Makes a pool to each server that only reads.
     *
     * @param pools makes them
     * @param properties name the servers
     * @return the pools
     */
    @Bean
    ReaderPools relataReaderPools(StorePools pools, RelataProperties properties) {
        return new ReaderPools(properties.readers().stream().map(pools::reader).toList());
    }

    /**
     * Gives those pools to the builder of the store.
     *
     * @param readers the pools
     * @return the customizer; the application's own run after it
     */
    @Bean
    @Order(0)
    R2dbcStoreBuilderCustomizer relataReadersCustomizer(ReaderPools readers) {
        return builder -> readers.pools().forEach(reader -> builder.reader(reader.pool()));
    }
}
