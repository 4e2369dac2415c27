/**
 * Values and texts: what a page cursor says, through Jackson; and records that show entities in another shape;
 * and graphs as JSON.
 *
 * <p>Neighbours: built on {@code model}, {@code query} and {@code spi}; the engine and the fetch plans use it.
 */
@NullMarked
package dev.relata.internal.mapping;

import org.jspecify.annotations.NullMarked;
