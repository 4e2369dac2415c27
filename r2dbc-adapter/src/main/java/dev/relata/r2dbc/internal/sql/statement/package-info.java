/**
 * A statement while it is rendered and after: its text, its bound values, the types of its columns, and how the positions of its
 * rows are found. Pure.
 */
@NullMarked
package dev.relata.r2dbc.internal.sql.statement;

import org.jspecify.annotations.NullMarked;
