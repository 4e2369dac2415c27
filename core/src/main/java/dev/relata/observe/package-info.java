/**
 * What can be watched: requests with their keys, statistics of batch scopes, and lookups that go out one by one.
 *
 * <p>Neighbours: built on {@code spi}; {@code internal.observe} and {@code internal.batch} report here, {@code RelataBuilder} takes the listeners.
 */
@NullMarked
package dev.relata.observe;

import org.jspecify.annotations.NullMarked;
