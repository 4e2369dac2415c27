/**
 * Parameters and records at the driver: {@link dev.relata.r2dbc.internal.row.ColumnCodec} fills the parameters whose casts {@code
 * dialect} names, {@link dev.relata.r2dbc.internal.row.RecordReader} takes the one {@code record_send(ROW(…))} column of an answer
 * apart.
 *
 * <p>Neighbours: {@code codec} has the values; {@code exec} calls it for every statement; nothing here sends anything.
 */
@NullMarked
package dev.relata.r2dbc.internal.row;

import org.jspecify.annotations.NullMarked;
