package dev.relata.spring.graphql;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of Relata in GraphQL. Immutable.
 *
 * @param batch Whether the lookups of resolvers travel together: one batch scope for each query or mutation, and for each event of a
 *     subscription.
 * @param pageSize How many rows a connection has where its argument "first" is not given.
 * @param maxFirst The most rows that the argument "first" of a relationship may ask for.
 */
@ConfigurationProperties("relata.graphql")
public record GraphQlProperties(
        @DefaultValue("true") boolean batch,
        @DefaultValue("20") int pageSize,
        @DefaultValue("100") int maxFirst) {

    /** Checks the sizes. */
    public GraphQlProperties {
        if (pageSize < 1 || maxFirst < 1) {
            throw new IllegalArgumentException(
                    "relata.graphql.page-size and relata.graphql.max-first must be 1 or more, were " + pageSize
                            + " and " + maxFirst);
        }
    }
}
