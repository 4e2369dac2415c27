/**
 * The layer of batch scopes around each session: writes make the scope of their subscriber forget what they may have changed.
 *
 * <p>Neighbours: built on {@code internal.session}, the layers of which it provides, {@code internal.observe} and
 * {@code internal.write}; {@code internal.batch} provides the scopes.
 */
@NullMarked
package dev.relata.internal.scope;

import org.jspecify.annotations.NullMarked;
