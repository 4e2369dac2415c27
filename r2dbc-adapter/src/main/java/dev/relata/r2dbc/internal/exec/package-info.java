/**
 * Runs prepared commands over R2DBC PostgreSQL, each on a connection of its own or all of a transaction on one: sessions, the
 * tasks that they queue, and the answers of these. It knows keys, rows and models as little as the driver does.
 *
 * <p>A command passes these steps: a session makes its {@code Answer}, a {@code StatementTask} takes its turn in the queue, sends
 * it as the kind of transaction demands, and delivers the answer.
 *
 * <p>Neighbours: {@code exec.queue} orders the tasks of a connection, {@code exec.connection} sends; {@code sql} prepares the
 * text, {@code row} reads the rows, the store in {@code dev.relata.r2dbc} brings them together.
 */
@NullMarked
package dev.relata.r2dbc.internal.exec;

import org.jspecify.annotations.NullMarked;
