package dev.relata.spring.observe;

import dev.relata.observe.RelataListener;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spring.RelataAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures what observes Relata: observations where there is an {@link ObservationRegistry}, meters where there is a
 * {@link MeterRegistry}. Where there is neither, Relata has no listener of ours.
 */
@AutoConfiguration(
        after = RelataAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@EnableConfigurationProperties(ObservationProperties.class)
public final class RelataObservationAutoConfiguration {

    /** The connections of a store over R2DBC. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(R2dbcStore.class)
    @ConditionalOnBean(R2dbcStore.class)
    static class Connections {

        @Bean
        ConnectionCount relataConnectionCount(R2dbcStore store) {
            return store::heldConnections;
        }
    }

    /** Spans and timers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ObservationRegistry.class)
    @ConditionalOnBean(ObservationRegistry.class)
    @ConditionalOnBooleanProperty(name = "relata.observation.enabled", matchIfMissing = true)
    static class Observations {

        @Bean
        RelataListener relataObservingListener(
                ObservationRegistry registry,
                ObjectProvider<RequestObservationConvention> requests,
                ObjectProvider<BulkObservationConvention> bulks) {
            return new ObservingListener(registry, requests.getIfAvailable(), bulks.getIfAvailable());
        }
    }

    /** Meters of scopes, statements, cursors, connections and findings. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({MeterRegistry.class, MeterBinder.class})
    @ConditionalOnBean(MeterRegistry.class)
    @ConditionalOnBooleanProperty(name = "relata.observation.meters", matchIfMissing = true)
    static class Meters {

        @Bean
        RelataMetrics relataMetrics(ObjectProvider<ConnectionCount> connections) {
            return new RelataMetrics(connections.getIfAvailable());
        }
    }
}
