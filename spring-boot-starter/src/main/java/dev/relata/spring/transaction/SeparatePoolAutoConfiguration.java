package dev.relata.spring.transaction;

import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.R2dbcStoreBuilderCustomizer;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** Gives Relata a connection pool of its own, where {@code relata.separate-pool} is set. */
@AutoConfiguration(after = R2dbcAutoConfiguration.class, before = R2dbcStoreAutoConfiguration.class)
@ConditionalOnClass({R2dbcStore.class, ConnectionPool.class, ConnectionFactoryBuilder.class})
@ConditionalOnBooleanProperty("relata.separate-pool")
@ConditionalOnSingleCandidate(ConnectionFactory.class)
@EnableConfigurationProperties(R2dbcProperties.class)
public final class SeparatePoolAutoConfiguration {

    /**
     * Makes the pool, of connections to where the application's go, and decorated as they are.
     *
     * @param application the application's connections
     * @param details where the database is, if Spring Boot knows
     * @param properties the settings of the pool
     * @param customizers change the options
     * @param decorators decorate the factory
     * @return the pool
     */
    @Bean
    SeparatePool relataSeparatePool(
            ConnectionFactory application,
            ObjectProvider<R2dbcConnectionDetails> details,
            R2dbcProperties properties,
            ObjectProvider<ConnectionFactoryOptionsBuilderCustomizer> customizers,
            ObjectProvider<ConnectionFactoryDecorator> decorators) {
        ConnectionFactory connections = ConnectionFactoryBuilder.withOptions(options(application, details))
                .configure(options -> customizers.orderedStream().forEach(customizer -> customizer.customize(options)))
                .decorators(decorators.orderedStream().toList())
                .build();
        return SeparatePool.of(connections, properties.getPool());
    }

    private static ConnectionFactoryOptions.Builder options(
            ConnectionFactory application, ObjectProvider<R2dbcConnectionDetails> details) {
        R2dbcConnectionDetails known = details.getIfAvailable();
        if (known != null) {
            return known.getConnectionFactoryOptions().mutate();
        }
        OptionsCapableConnectionFactory capable = OptionsCapableConnectionFactory.unwrapFrom(application);
        if (capable == null) {
            throw new IllegalStateException(
                    "relata.separate-pool: nothing says where the database is, for the application's"
                            + " ConnectionFactory does not tell its options; set spring.r2dbc.url, or give Relata a store of its own");
        }
        return capable.getOptions().mutate();
    }

    /**
     * Gives the pool to the builder of the store.
     *
     * @param separate the pool
     * @return the customizer; the application's own run after it
     */
    @Bean
    @Order(0)
    R2dbcStoreBuilderCustomizer relataSeparatePoolCustomizer(SeparatePool separate) {
        return builder -> builder.connectionFactory(separate.pool());
    }
}
