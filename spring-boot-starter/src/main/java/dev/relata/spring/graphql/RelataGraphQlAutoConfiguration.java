package dev.relata.spring.graphql;

import dev.relata.Relata;
import dev.relata.spring.RelataAutoConfiguration;
import graphql.GraphQL;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.graphql.execution.GraphQlSource;

/** Configures Relata in Spring for GraphQL, where that is there. */
@AutoConfiguration(after = RelataAutoConfiguration.class)
@ConditionalOnClass({GraphQL.class, GraphQlSource.class})
@ConditionalOnBean(Relata.class)
@EnableConfigurationProperties(GraphQlProperties.class)
public final class RelataGraphQlAutoConfiguration {

    /**
     * Makes the lookups of resolvers travel together.
     *
     * @param relata opens the scopes
     * @return what follows the engine
     */
    @Bean
    @ConditionalOnProperty(name = "relata.graphql.batch", matchIfMissing = true)
    BatchInstrumentation relataBatchInstrumentation(Relata relata) {
        return new BatchInstrumentation(relata.batching());
    }

    /**
     * Cancels the lookups of a request with the request.
     *
     * @return what follows the requests
     */
    @Bean
    @ConditionalOnProperty(name = "relata.graphql.batch", matchIfMissing = true)
    CancelInterceptor relataCancelInterceptor() {
        return new CancelInterceptor();
    }

    /**
     * Makes data fetchers for relationships.
     *
     * @param relata reads the rows
     * @param properties the properties
     * @return the data fetchers
     */
    @Bean
    @ConditionalOnMissingBean
    RelationshipDataFetchers relationshipDataFetchers(Relata relata, GraphQlProperties properties) {
        return new RelationshipDataFetchers(relata, properties.pageSize(), properties.maxFirst());
    }
}
