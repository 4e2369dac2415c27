/**
 * The subscriber that the operators of this library share.
 *
 * <p>Neighbours: built on none, because operators stand in {@code spi}, {@code internal.lookup} and {@code internal.batch}.
 */
@NullMarked
package dev.relata.internal.operator;

import org.jspecify.annotations.NullMarked;
