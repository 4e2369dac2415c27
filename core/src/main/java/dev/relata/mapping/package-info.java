/**
 * Values and texts: what a page cursor says, through Jackson; and records that show entities in another shape.
 *
 * <p>Neighbours: built on {@code model} and {@code spi}; the engine and the fetch plans use it.
 */
@NullMarked
package dev.relata.mapping;

import org.jspecify.annotations.NullMarked;
