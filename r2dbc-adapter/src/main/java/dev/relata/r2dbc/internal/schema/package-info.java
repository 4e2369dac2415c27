/**
 * The schema of a model in PostgreSQL's words: {@link dev.relata.r2dbc.internal.schema.Ddl} writes the statements that create it, {@link
 * dev.relata.r2dbc.internal.schema.Catalogue} asks for what is there and reads the answer. Pure: it renders and reads texts, and sends
 * nothing.
 *
 * <p>Neighbours: {@code dialect} says which types columns have, core's {@code schema} what is expected and how it is
 * compared; the store in {@code dev.relata.r2dbc} sends the statements.
 */
@NullMarked
package dev.relata.r2dbc.internal.schema;

import org.jspecify.annotations.NullMarked;
