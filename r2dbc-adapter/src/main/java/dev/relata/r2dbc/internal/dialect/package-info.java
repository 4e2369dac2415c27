/**
 * How databases write what the store says: a {@link dev.relata.r2dbc.internal.dialect.Dialect} has the forms of types, queries, writes,
 * transactions and schemas. What PostgreSQL's types are called and how a value of each travels is the vocabulary of all of them: which type a
 * Java type gets, which cast a parameter needs, which columns are read in their binary form and which as text.
 *
 * <p>Pure: no driver, no I/O. The renderer in {@code dev.relata.r2dbc.internal.sql} writes these expressions into statements, the
 * codecs in {@code dev.relata.r2dbc.internal.codec} fill the parameters and read the answers.
 */
@NullMarked
package dev.relata.r2dbc.internal.dialect;

import org.jspecify.annotations.NullMarked;
