/**
 * Positions in the log of a server, and the one behind the own writes of a reactive context, which a replica must have reached before it
 * shows them.
 *
 * <p>Neighbours: {@code exec.connection} notes writes, {@code exec.replica} waits for them.
 */
@NullMarked
package dev.relata.r2dbc.internal.exec.position;

import org.jspecify.annotations.NullMarked;
