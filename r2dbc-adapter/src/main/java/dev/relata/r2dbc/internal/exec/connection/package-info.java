/**
 * One connection of the driver: its statements, its errors, the cancel of what runs on it, and the reports to listeners.
 *
 * <p>Neighbours: {@code exec.queue} decides in which order statements are sent here; below is only the driver.
 */
@NullMarked
package dev.relata.r2dbc.internal.exec.connection;

import org.jspecify.annotations.NullMarked;
