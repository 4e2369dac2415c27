/**
 * What a store implements: requests in terms of keys, relationships and selections, never of a query language.
 *
 * <p>Neighbours: built on {@code model} and {@code query}; the engine sends the requests, adapters answer them.
 */
@NullMarked
package dev.relata.spi;

import org.jspecify.annotations.NullMarked;
