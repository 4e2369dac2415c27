package dev.relata.spring.observe;

import dev.relata.Relata;
import dev.relata.spring.RelataAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Configures the endpoint {@code relata} of the actuator, and its statistics, where the endpoint is exposed. */
@AutoConfiguration(after = {RelataAutoConfiguration.class, RelataObservationAutoConfiguration.class})
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(RelataEndpoint.class)
@ConditionalOnBean(Relata.class)
public final class RelataEndpointAutoConfiguration {

    /**
     * Makes the listener that adds up what is done.
     *
     * @param connections counts the connections of the store, where it has any
     * @return the statistics
     */
    @Bean
    RelataStatistics relataStatistics(ObjectProvider<ConnectionCount> connections) {
        return new RelataStatistics(connections.getIfAvailable());
    }

    /**
     * Makes the endpoint.
     *
     * @param relata knows the model
     * @param statistics what has been done
     * @return the endpoint
     */
    @Bean
    @ConditionalOnMissingBean
    RelataEndpoint relataEndpoint(Relata relata, RelataStatistics statistics) {
        return new RelataEndpoint(relata, statistics);
    }
}
