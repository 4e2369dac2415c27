/**
 * What a store implements: requests in terms of keys, relationships and selections, never of a query language.
 *
 * <p>Neighbours: built on {@code metamodel}, {@code model} and {@code query}, and on {@code internal.operator} for its own operators; the
 * packages under {@code internal} send the requests, adapters answer them.
 */
@NullMarked
package dev.relata.spi;

import org.jspecify.annotations.NullMarked;
