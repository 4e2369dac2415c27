/**
 * Chooses the session of a request: the transaction of the reactive context, or the store's direct session.
 *
 * <p>Neighbours: built on {@code spi}; every room that sends requests is built on it.
 */
@NullMarked
package dev.relata.internal.session;

import org.jspecify.annotations.NullMarked;
