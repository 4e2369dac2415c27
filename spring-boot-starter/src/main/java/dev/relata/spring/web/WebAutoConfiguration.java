package dev.relata.spring.web;

import dev.relata.Relata;
import dev.relata.export.RelataModule;
import dev.relata.spring.RelataAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.http.codec.HttpMessageEncoder;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;

/**
 * Configures Relata in WebFlux: batch scopes of requests, pages as arguments of handlers and, if the properties ask for them,
 * encoders of exports.
 */
@AutoConfiguration(after = RelataAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({DispatcherHandler.class, CodecCustomizer.class})
@ConditionalOnBean(Relata.class)
@EnableConfigurationProperties(WebProperties.class)
public final class WebAutoConfiguration {

    /**
     * Handles every request in a batch scope.
     *
     * @param relata opens the scope
     * @return the filter
     */
    @Bean
    @ConditionalOnBooleanProperty("relata.web.batch-requests")
    BatchingWebFilter relataBatchingWebFilter(Relata relata) {
        return new BatchingWebFilter(new BatchedExchange(relata));
    }

    /**
     * Handles the results of methods that are {@link BatchedRequest} in a batch scope.
     *
     * @param relata opens the scope
     * @param others what handles the results inside
     * @return the handler
     */
    @Bean
    BatchedResultHandler relataBatchedResultHandler(Relata relata, ObjectProvider<HandlerResultHandler> others) {
        return new BatchedResultHandler(new BatchedExchange(relata), others);
    }

    /**
     * Lets handler methods have {@link PageParameters}.
     *
     * @param properties limits of pages
     * @return what adds the resolver
     */
    @Bean
    WebFluxConfigurer relataWebFluxConfigurer(WebProperties properties) {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new PageParametersResolver(properties.page()));
            }
        };
    }

    private static CodecCustomizer ofServer(HttpMessageEncoder<?> encoder) {
        return (CodecConfigurer configurer) -> {
            // Clients have customizers too, and write bodies of their own.
            if (configurer instanceof ServerCodecConfigurer) {
                configurer.customCodecs().register(encoder);
            }
        };
    }

    /** What is written as JSON. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JsonMapper.class)
    static final class Json {

        /**
         * Teaches the application's mapper to write graphs.
         *
         * @return the module
         */
        @Bean
        @ConditionalOnMissingBean
        RelataModule relataModule() {
            return new RelataModule();
        }

        /**
         * Adds the encoder of JSON and NDJSON, ahead of that of CSV, which no client gets without asking for it.
         *
         * @param mappers the application's mapper, if there is one
         * @return the customizer
         */
        @Bean
        @Order(0)
        @ConditionalOnBooleanProperty("relata.web.export-encoders")
        CodecCustomizer relataJsonRows(ObjectProvider<JsonMapper> mappers) {
            return ofServer(new JsonRowsEncoder(mappers.getIfAvailable(JsonMapper::new)));
        }
    }

    /** Encoders of CSV. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CsvMapper.class)
    @ConditionalOnBooleanProperty("relata.web.export-encoders")
    static final class Csv {

        /**
         * Adds the encoder of CSV.
         *
         * @param mappers the application's mapper, if there is one
         * @return the customizer
         */
        @Bean
        @Order(1)
        CodecCustomizer relataCsvRows(ObjectProvider<CsvMapper> mappers) {
            return ofServer(new CsvRowsEncoder(mappers.getIfAvailable(CsvMapper::new)));
        }
    }
}
