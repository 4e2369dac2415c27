/**
 * Runs prepared commands over R2DBC PostgreSQL: one queue per connection, guarded statements, cursors, transactions and
 * cancel. It knows keys, rows and models as little as the driver does.
 *
 * <p>Neighbours: {@code sql} prepares the text, {@code row} reads the rows, the store in {@code dev.relata.r2dbc} brings
 * them together; below are only the driver and {@code dev.relata.spi} and {@code dev.relata.error} of core.
 */
@NullMarked
package dev.relata.r2dbc.internal.exec;

import org.jspecify.annotations.NullMarked;
