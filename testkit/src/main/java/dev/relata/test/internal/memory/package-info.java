/**
 * How the store in memory keeps rows and answers requests.
 *
 * <p>Neighbours: {@code dev.relata.test.InMemoryStore} is its face; it implements {@code dev.relata.spi}. All state is
 * persistent collections, so that a snapshot is a reference.
 *
 * <p>One flat list: a file for each request and each thing that the store keeps, as in the packages {@code query} and
 * {@code command} of a store over a network, of which each would have a handful here.
 */
@NullMarked
package dev.relata.test.internal.memory;

import org.jspecify.annotations.NullMarked;
