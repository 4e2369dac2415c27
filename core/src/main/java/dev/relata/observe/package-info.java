/**
 * What can be watched: requests, writes of many rows and batch scopes, each from its start to its end, and lookups that go out one
 * by one.
 *
 * <p>Neighbours: built on {@code spi}; {@code internal.observe} and {@code internal.batch} report here, {@code RelataBuilder} takes the listeners.
 */
@NullMarked
package dev.relata.observe;

import org.jspecify.annotations.NullMarked;
