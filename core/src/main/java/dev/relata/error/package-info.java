/**
 * The exceptions: every error that Relata signals extends {@link dev.relata.error.RelataException}.
 *
 * <p>Neighbours: every other package signals them; this one knows none of them.
 */
@NullMarked
package dev.relata.error;

import org.jspecify.annotations.NullMarked;
