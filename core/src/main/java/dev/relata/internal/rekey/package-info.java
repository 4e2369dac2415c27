/**
 * Changes keys together with the keys of the rows that refer to them, to any depth, in one statement.
 *
 * <p>Not an API: users see it only through updates and {@code changeId}. Neighbours: built on {@code internal.resolve},
 * {@code internal.session} and {@code internal.write}, which knows it only as {@code KeyChanges}.
 */
@NullMarked
package dev.relata.internal.rekey;

import org.jspecify.annotations.NullMarked;
