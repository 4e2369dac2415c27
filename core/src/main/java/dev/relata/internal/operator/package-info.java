/**
 * The shell that the operators of this library share. A package of its own, below all others, because operators stand in
 * {@code spi}, {@code internal.engine} and {@code internal.batch}.
 */
@NullMarked
package dev.relata.internal.operator;

import org.jspecify.annotations.NullMarked;
