/**
 * Records by reflection: their components, and their canonical constructor.
 *
 * <p>Neighbours: knows no other package; {@code model} and {@code metamodel} build on it.
 */
@NullMarked
package dev.relata.internal.record;

import org.jspecify.annotations.NullMarked;
