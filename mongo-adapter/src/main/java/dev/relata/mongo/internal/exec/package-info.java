/**
 * Sends commands through MongoDB's reactive streams driver: reads, cursors, writes, transactions, and what the server says
 * it can do.
 *
 * <p>Nothing is sent before a subscription. Errors of the driver leave as those of {@code dev.relata.error}.
 *
 * <p>Neighbours: {@code command} has the commands, {@code value} reads the answers; the store above puts both together.
 */
@NullMarked
package dev.relata.mongo.internal.exec;

import org.jspecify.annotations.NullMarked;
