/**
 * Turns requests into SQL for PostgreSQL: a text that depends only on the request's shape, and the values to bind.
 *
 * <p>Every value is bound, every identifier comes from the model and is quoted. Rendering is pure: no driver type, no I/O,
 * nothing kept but the types of attributes and the texts of lookups. What is read is answered as columns or as one record, as {@code
 * AnswerForms} says.
 *
 * <p>Neighbours: {@code dev.relata.spi} has the requests, {@code dialect} how a type travels; {@code sql.query} renders reads,
 * {@code sql.write} writes, both into a statement of {@code sql.statement}. The store binds the values of that, hands it to
 * {@code exec} and reads its rows with {@code row}.
 */
@NullMarked
package dev.relata.r2dbc.internal.sql;

import org.jspecify.annotations.NullMarked;
