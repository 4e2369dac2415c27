/**
 * Streams of rows as bytes for files and responses.
 *
 * <p>Neighbours: built on {@code query} and {@code internal.mapping}; users put it behind any {@code Flux}.
 */
@NullMarked
package dev.relata.export;

import org.jspecify.annotations.NullMarked;
