/**
 * Values between Java and the bytes and texts of PostgreSQL, without trusting the driver's codecs: one codec for each kind of
 * value. Pure: no driver, no I/O. The files are more than in other packages since the list of the kinds is the map.
 *
 * <p>Neighbours: {@code dialect} says which type travels how; {@code row} applies the codecs to parameters and records.
 */
@NullMarked
package dev.relata.r2dbc.internal.codec;

import org.jspecify.annotations.NullMarked;
