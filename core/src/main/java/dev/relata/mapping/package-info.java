/**
 * Values and texts: what a page cursor says, through Jackson.
 *
 * <p>Neighbours: built on {@code model} and {@code spi}; the engine uses it.
 */
@NullMarked
package dev.relata.mapping;

import org.jspecify.annotations.NullMarked;
