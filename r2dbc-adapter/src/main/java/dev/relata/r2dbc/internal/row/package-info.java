/**
 * Parameters and records at the driver: {@link dev.relata.r2dbc.internal.row.ColumnCodec} fills the parameters whose casts {@code
 * dialect} names, a {@link dev.relata.r2dbc.internal.row.RowReader} reads the values of a row, which come as columns or as one {@code
 * record_send(ROW(…))}: {@link dev.relata.r2dbc.internal.row.RowForms} finds out which of the two the connections can be asked for.
 *
 * <p>Neighbours: {@code codec} has the values; {@code exec} calls it for every statement; nothing here sends anything.
 */
@NullMarked
package dev.relata.r2dbc.internal.row;

import org.jspecify.annotations.NullMarked;
