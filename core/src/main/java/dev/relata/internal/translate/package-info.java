/**
 * What the public operations answer with: here errors leave the library, and here they are translated where the application
 * asks for that.
 *
 * <p>Neighbours: built on {@code error} and {@code internal.operator}; the packages that implement public operations are built on it.
 */
@NullMarked
package dev.relata.internal.translate;

import org.jspecify.annotations.NullMarked;
