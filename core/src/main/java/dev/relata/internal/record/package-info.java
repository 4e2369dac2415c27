/**
 * Records by reflection: their components, and their canonical constructor.
 *
 * <p>Neighbours: knows only {@code error}; {@code model}, {@code metamodel} and {@code mapping} build on it.
 */
@NullMarked
package dev.relata.internal.record;

import org.jspecify.annotations.NullMarked;
