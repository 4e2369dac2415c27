/**
 * Selections, as users chain them: conditions, orders and bounds are resolved on subscribe, and each read goes the same
 * way: compile, read the rows, make the lookups that follow ready.
 *
 * <p>Neighbours: built on {@code internal.resolve}, {@code internal.session}, {@code internal.lookup}, {@code internal.plan},
 * {@code internal.mapping} and {@code internal.write}; managers are built on it.
 */
@NullMarked
package dev.relata.internal.select;

import org.jspecify.annotations.NullMarked;
