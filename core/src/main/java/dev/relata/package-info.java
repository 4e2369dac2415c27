/**
 * The front door: {@link dev.relata.Relata}, made once for an application, and its facets.
 *
 * <p>Neighbours: knows every package and is known by none.
 */
@NullMarked
package dev.relata;

import org.jspecify.annotations.NullMarked;
