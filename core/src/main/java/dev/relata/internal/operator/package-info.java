/**
 * Operators that several rooms share, and the subscriber that all operators of this library are built on.
 *
 * <p>Neighbours: built on none, because operators stand in {@code spi} and in many rooms of {@code internal}.
 */
@NullMarked
package dev.relata.internal.operator;

import org.jspecify.annotations.NullMarked;
