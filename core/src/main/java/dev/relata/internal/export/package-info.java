/**
 * Rows as bytes: what writes the values of a row without its record, and the buffers that hold many rows.
 *
 * <p>Neighbours: {@code export} chooses the format; {@code internal.select} sends the rows.
 */
@NullMarked
package dev.relata.internal.export;

import org.jspecify.annotations.NullMarked;
