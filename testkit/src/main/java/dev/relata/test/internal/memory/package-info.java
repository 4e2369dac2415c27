/**
 * How the store in memory keeps rows and answers requests.
 *
 * <p>Neighbours: {@code dev.relata.test.InMemoryStore} is its face; it implements {@code dev.relata.spi}. All state is
 * persistent collections, so that a snapshot is a reference.
 */
@NullMarked
package dev.relata.test.internal.memory;

import org.jspecify.annotations.NullMarked;
