/**
 * Deletes rows with what the model says of those that refer to them: which go too, which lose their key, which protect.
 *
 * <p>Not an API: users see it only through {@code delete} and {@code deletePlan}. Neighbours: built on
 * {@code internal.write}, which knows it only as {@code Deletes}, {@code internal.resolve}, {@code internal.session} and
 * {@code internal.rekey}.
 */
@NullMarked
package dev.relata.internal.cascade;

import org.jspecify.annotations.NullMarked;
