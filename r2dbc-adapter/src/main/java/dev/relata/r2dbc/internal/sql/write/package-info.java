/**
 * Writes as SQL: new rows, changes and deletes, each also in a form that counts its rows in the server and fails there if one is
 * left out; and the statements around COPY. Pure.
 *
 * <p>Neighbours: {@code sql.statement} holds what is rendered, {@code sql.query} finds the rows.
 */
@NullMarked
package dev.relata.r2dbc.internal.sql.write;

import org.jspecify.annotations.NullMarked;
