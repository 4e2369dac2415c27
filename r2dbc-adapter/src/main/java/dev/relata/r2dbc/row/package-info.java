/**
 * Values on their way to and from PostgreSQL, without trusting the driver's codecs: {@link
 * dev.relata.r2dbc.row.ColumnCodec} fills the parameters whose casts {@code dev.relata.r2dbc.dialect} names, {@link
 * dev.relata.r2dbc.row.RecordReader} takes the one {@code record_send(ROW(…))} column of an answer apart.
 *
 * <p>Neighbours: {@code dev.relata.r2dbc.exec} calls it for every statement; nothing here sends anything.
 */
@NullMarked
package dev.relata.r2dbc.row;

import org.jspecify.annotations.NullMarked;
