/**
 * Values on their way to and from PostgreSQL, without trusting the driver's codecs: {@link
 * dev.relata.r2dbc.internal.row.ColumnCodec} fills the parameters whose casts {@code dev.relata.r2dbc.internal.dialect} names, {@link
 * dev.relata.r2dbc.internal.row.RecordReader} takes the one {@code record_send(ROW(…))} column of an answer apart.
 *
 * <p>Neighbours: {@code dev.relata.r2dbc.internal.exec} calls it for every statement; nothing here sends anything.
 */
@NullMarked
package dev.relata.r2dbc.internal.row;

import org.jspecify.annotations.NullMarked;
