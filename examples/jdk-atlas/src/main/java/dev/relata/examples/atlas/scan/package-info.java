/**
 * Reads the class graph of a run-time image with ASM, as streams of the rows of {@link dev.relata.examples.atlas.model}. It knows
 * nothing of databases.
 */
@NullMarked
package dev.relata.examples.atlas.scan;

import org.jspecify.annotations.NullMarked;
