/**
 * Servers that reads may go to in place of the primary: which one an operation reads from, and when it has seen enough of the log.
 *
 * <p>Neighbours: built on {@code exec.connection} and {@code exec.position}; {@code exec} runs commands on its connections.
 */
@NullMarked
package dev.relata.r2dbc.internal.exec.replica;

import org.jspecify.annotations.NullMarked;
