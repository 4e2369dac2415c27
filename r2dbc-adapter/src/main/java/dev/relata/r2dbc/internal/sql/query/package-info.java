/**
 * Reads as SQL: the rows of a query with their joins and conditions, and those of many owners at once. Pure.
 *
 * <p>Neighbours: {@code sql.statement} holds what is rendered; {@code sql.write} uses the same conditions for its rows.
 */
@NullMarked
package dev.relata.r2dbc.internal.sql.query;

import org.jspecify.annotations.NullMarked;
