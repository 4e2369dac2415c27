/**
 * What a store implements: requests in terms of keys, relationships and selections, never of a query language.
 *
 * <p>Neighbours: built on {@code metamodel}, {@code model} and {@code query}, and on {@code internal.operator} for its own operators; the
 * packages under {@code internal} send the requests, adapters answer them.
 *
 * <p>One flat list: an author of a store implements all of it, and finds each request beside the values that it is made of.
 */
@NullMarked
package dev.relata.spi;

import org.jspecify.annotations.NullMarked;
