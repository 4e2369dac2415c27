package dev.relata.spring.test.internal.slice;

import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.test.internal.rollback.TestConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Puts the connection factories of the application behind ones that can be rolled back, and counts what is sent. */
@AutoConfiguration(before = R2dbcStoreAutoConfiguration.class)
@EnableConfigurationProperties(RelataTestProperties.class)
public final class RollbackAutoConfiguration {

    /**
     * Makes the log of the statements.
     *
     * @return the log, which listens to Relata too
     */
    @Bean
    static StatementLog relataStatementLog() {
        return new StatementLog();
    }

    /**
     * Makes what wraps the connection factories.
     *
     * @param properties the properties of tests
     * @param log counts the statements
     * @return the post-processor
     */
    @Bean
    static BeanPostProcessor relataTestConnections(
            ObjectProvider<RelataTestProperties> properties, ObjectProvider<StatementLog> log) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof ConnectionFactory factory
                        ? new TestConnectionFactory(
                                factory,
                                properties.getObject().connectionWait(),
                                text -> log.getObject().sent(text))
                        : bean;
            }
        };
    }

    /**
     * Makes what creates the schema of the model where that is wanted, as soon as there is a {@code Relata}.
     *
     * @param properties the properties of tests
     * @param environment names the scripts
     * @param beans knows the migrations
     * @return the post-processor
     */
    @Bean
    static SchemaCreator relataTestSchema(
            ObjectProvider<RelataTestProperties> properties, Environment environment, ListableBeanFactory beans) {
        return new SchemaCreator(properties, environment, beans);
    }
}
