/**
 * Reads one row, or the rows of one owner: in a request of its own, or together with others where the reactive context has
 * a batch scope; and the related rows of many owners at once.
 *
 * <p>Neighbours: built on {@code resolve} and {@code session}; {@code batch} implements {@code Lookups}; selections, writes
 * and managers are built on it.
 */
@NullMarked
package dev.relata.internal.lookup;

import org.jspecify.annotations.NullMarked;
