/**
 * Reads one row, or the rows of one owner: in a request of its own, or together with others where the reactive context has
 * a batch scope; and the related rows of many owners at once.
 *
 * <p>Neighbours: built on {@code internal.resolve}, {@code internal.session} and {@code internal.operator}; {@code internal.batch}
 * implements {@code Lookups}; selections and managers are built on it.
 */
@NullMarked
package dev.relata.internal.lookup;

import org.jspecify.annotations.NullMarked;
