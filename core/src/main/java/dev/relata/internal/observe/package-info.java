/**
 * Notifies listeners: a layer around each session, and the detector of lookups that go out one by one.
 *
 * <p>Neighbours: built on {@code observe}, {@code metamodel}, {@code query} and {@code spi}; {@code internal.scope} and
 * {@code internal.batch} report here.
 */
@NullMarked
package dev.relata.internal.observe;

import org.jspecify.annotations.NullMarked;
