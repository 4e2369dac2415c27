/**
 * The queue of one connection: tasks in the order of their arrival, transactions inside one another, and their cursors.
 *
 * <p>Neighbours: {@code exec} has the tasks, {@code exec.connection} the connection.
 */
@NullMarked
package dev.relata.r2dbc.internal.exec.queue;

import org.jspecify.annotations.NullMarked;
