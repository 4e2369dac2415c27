package dev.relata.spring.data;

import dev.relata.Relata;
import dev.relata.mongo.MongoStore;
import dev.relata.spring.MongoStoreAutoConfiguration;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataBuilderCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.relational.core.mapping.RelationalMappingContext;

/**
 * Lets Relata understand the annotations of Spring Data on records, and take its names: where the application has a mapping
 * context, the names of its naming strategy, too.
 */
@AutoConfiguration(
        before = RelataAutoConfiguration.class,
        after = {R2dbcStoreAutoConfiguration.class, MongoStoreAutoConfiguration.class})
@ConditionalOnClass(Relata.class)
@ConditionalOnBooleanProperty(name = "relata.spring-data.mapping", matchIfMissing = true)
public final class DataAutoConfiguration {

    /** Tables: of Spring Data R2DBC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RelationalMappingContext.class)
    @ConditionalOnMissingBean(type = "dev.relata.mongo.MongoStore")
    static class Relational {

        /**
         * Hands Spring Data's mapping to the builder.
         *
         * @param contexts the mapping context of the application, if it has one
         * @return the customizer, which comes before those of the application
         */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        RelataBuilderCustomizer relataRelationalMapping(ObjectProvider<RelationalMappingContext> contexts) {
            RelationalMappingContext known = contexts.getIfUnique();
            RelationalMappingContext context = known == null ? new RelationalMappingContext() : known;
            return builder -> builder.mapping(new DataMapping<>(context, new RelationalFlavour(known != null)));
        }
    }

    /** Collections: of Spring Data MongoDB. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({MongoMappingContext.class, MongoStore.class})
    @ConditionalOnBean(MongoStore.class)
    static class Mongo {

        /**
         * Hands Spring Data's mapping to the builder.
         *
         * @param contexts the mapping context of the application, if it has one
         * @return the customizer, which comes before those of the application
         */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        RelataBuilderCustomizer relataMongoMapping(ObjectProvider<MongoMappingContext> contexts) {
            MongoMappingContext known = contexts.getIfUnique();
            MongoMappingContext context = known == null ? new MongoMappingContext() : known;
            return builder -> builder.mapping(new DataMapping<>(context, new MongoFlavour(known != null)));
        }
    }
}
