/**
 * Turns selections and writes into requests and sends them to the session that the reactive context names.
 *
 * <p>Not an API: users see it only through {@code query} and {@code manager}. Neighbours: built on {@code model},
 * {@code query}, {@code spi} and {@code mapping}; transactions and managers are built on it.
 */
@NullMarked
package dev.relata.internal.engine;

import org.jspecify.annotations.NullMarked;
