/**
 * The exceptions: every error that Relata signals extends {@link dev.relata.error.RelataException}.
 *
 * <p>Neighbours: every other package signals them; this one knows none of them.
 *
 * <p>One flat list: what a user catches is found by its name, and the superclass says what kind it is.
 */
@NullMarked
package dev.relata.error;

import org.jspecify.annotations.NullMarked;
