/**
 * Rows in the binary format of {@code COPY}: which types have a form there that is written here, and the bytes.
 *
 * <p>Pure: no driver, no I/O. {@code dev.relata.r2dbc.internal.sql} renders the statements, {@code dev.relata.r2dbc} decides when
 * rows travel this way.
 */
@NullMarked
package dev.relata.r2dbc.internal.copy;

import org.jspecify.annotations.NullMarked;
