/**
 * Relata in Spring for GraphQL: lookups of resolvers travel together, and data fetchers for relationships.
 *
 * <p>{@code BatchInstrumentation} opens a batch scope for each operation, and for each event of a subscription, and makes the
 * completion of each field a burst. {@code RelationshipDataFetchers} makes the data fetchers.
 *
 * <p>Neighbours: built on the public packages of core and of graphql-java, on Spring for GraphQL, and on {@code dev.relata.spi} for
 * the bursts of a scope.
 */
@NullMarked
package dev.relata.spring.graphql;

import org.jspecify.annotations.NullMarked;
