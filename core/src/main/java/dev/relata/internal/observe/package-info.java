/**
 * Notifies listeners: a layer around each session, and the detector of lookups that go out one by one.
 *
 * <p>Neighbours: built on {@code observe} and {@code spi}; batch scopes report here.
 */
@NullMarked
package dev.relata.internal.observe;

import org.jspecify.annotations.NullMarked;
