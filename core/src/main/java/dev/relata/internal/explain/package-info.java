/**
 * Explains reads: a session that notes what it is asked for, and the requests that a plan has told in advance.
 *
 * <p>Neighbours: built on {@code query}, {@code metamodel} and {@code spi}; {@code internal.session} puts the session into the
 * reactive context, and {@code internal.plan} tells its requests.
 */
@NullMarked
package dev.relata.internal.explain;

import org.jspecify.annotations.NullMarked;
