/**
 * Values and texts: what a page cursor says, through Jackson; and records that show entities in another shape;
 * and graphs as JSON.
 *
 * <p>Neighbours: built on {@code internal.record}, {@code metamodel}, {@code model} and {@code query}; {@code export},
 * {@code internal.resolve}, selections and fetch plans use it.
 */
@NullMarked
package dev.relata.internal.mapping;

import org.jspecify.annotations.NullMarked;
