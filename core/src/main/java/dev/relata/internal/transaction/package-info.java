/**
 * The transaction in the reactive context: how it begins, nests, is tried again, and ends.
 *
 * <p>Neighbours: built on {@code spi}; gives the engine its sessions.
 */
@NullMarked
package dev.relata.internal.transaction;

import org.jspecify.annotations.NullMarked;
