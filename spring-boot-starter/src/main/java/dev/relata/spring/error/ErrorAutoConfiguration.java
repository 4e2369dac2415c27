package dev.relata.spring.error;

import dev.relata.Relata;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataBuilderCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.execution.DataFetcherExceptionResolver;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;

/** Configures what errors of Relata become in services, in web responses and in responses of GraphQL. */
@AutoConfiguration(before = RelataAutoConfiguration.class)
@ConditionalOnClass(Relata.class)
public final class ErrorAutoConfiguration {

    /** Errors as {@code DataAccessException}s. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty(name = "relata.translate-exceptions", matchIfMissing = true)
    static class Translation {

        /**
         * Makes the translator.
         *
         * @return the translator
         */
        @Bean
        @ConditionalOnMissingBean
        RelataExceptionTranslator relataExceptionTranslator() {
            return new RelataExceptionTranslator();
        }

        /**
         * Hands the translator to the builder, before customizers of the application.
         *
         * @param translator the translator
         * @return the customizer
         */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        RelataBuilderCustomizer relataTranslatedErrors(RelataExceptionTranslator translator) {
            return builder -> builder.translateErrors(translator::translate);
        }
    }

    /** Errors as problem details. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({DispatcherHandler.class, ServerCodecConfigurer.class})
    @ConditionalOnWebApplication(type = Type.REACTIVE)
    @ConditionalOnBooleanProperty("relata.web.problem-details")
    static class Web {

        /**
         * Makes the handler.
         *
         * @param codecs write the response
         * @return the handler
         */
        @Bean
        ProblemDetailsHandler relataProblemDetails(ServerCodecConfigurer codecs) {
            return new ProblemDetailsHandler(codecs.getWriters());
        }
    }

    /** Errors of GraphQL. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({DataFetcherExceptionResolver.class, graphql.GraphQL.class})
    @ConditionalOnBooleanProperty("relata.graphql.errors")
    static class GraphQl {

        /**
         * Makes the resolver.
         *
         * @return the resolver
         */
        @Bean
        GraphQlErrors relataGraphQlErrors() {
            return new GraphQlErrors();
        }
    }
}
