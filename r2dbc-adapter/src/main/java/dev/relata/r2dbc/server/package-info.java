/**
 * What a server that speaks PostgreSQL's protocol can do: a value that the rendering of statements and their execution read.
 *
 * <p>Neighbours: {@code dev.relata.r2dbc} takes a profile or finds one at the first connection; the internal packages ask it.
 */
@NullMarked
package dev.relata.r2dbc.server;

import org.jspecify.annotations.NullMarked;
