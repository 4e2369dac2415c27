package dev.relata.spring.observe;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of what is observed. Immutable.
 *
 * @param enabled Whether each request to the store, and each write of many rows, is a Micrometer observation: a span where there
 *     is tracing, a timer where there are metrics.
 * @param meters Whether there are meters of batch scopes, statements, cursors, connections and N+1 findings.
 */
@ConfigurationProperties("relata.observation")
public record ObservationProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean meters) {}
