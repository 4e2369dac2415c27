package dev.relata.spring;

import dev.relata.r2dbc.Pooler;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.R2dbcStoreBuilder;
import dev.relata.spi.StatementListener;
import dev.relata.spi.Store;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Option;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures the store over the application's {@code ConnectionFactory}. */
@AutoConfiguration(after = {R2dbcAutoConfiguration.class, R2dbcTransactionManagerAutoConfiguration.class})
@ConditionalOnClass({R2dbcStore.class, ConnectionFactory.class})
@ConditionalOnSingleCandidate(ConnectionFactory.class)
@ConditionalOnMissingBean(Store.class)
@EnableConfigurationProperties(RelataProperties.class)
public final class R2dbcStoreAutoConfiguration {

    /**
     * Makes the store of the application's connections, which are not the store's to close.
     *
     * @param connections where connections come from
     * @param properties the properties
     * @param listeners beans that listen to statements
     * @param customizers beans that change the builder
     * @return the store
     */
    @Bean
    R2dbcStore r2dbcStore(
            ConnectionFactory connections,
            RelataProperties properties,
            ObjectProvider<StatementListener> listeners,
            ObjectProvider<R2dbcStoreBuilderCustomizer> customizers) {
        R2dbcStoreBuilder builder = R2dbcStore.builder()
                .connectionFactory(connections)
                .pooler(Pooler.valueOf(properties.pooler().name()));
        if (properties.fetchSize() != 0) {
            builder.fetchSize(properties.fetchSize());
        }
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    /**
     * Lets the driver of Spring Boot's connections give no names to prepared statements, where a pooler mixes them.
     *
     * @return the customizer
     */
    @Bean
    @ConditionalOnProperty(name = "relata.pooler", havingValue = "transaction")
    ConnectionFactoryOptionsBuilderCustomizer relataUnnamedStatements() {
        return options -> options.option(Option.valueOf("preparedStatementCacheQueries"), 0);
    }
}
