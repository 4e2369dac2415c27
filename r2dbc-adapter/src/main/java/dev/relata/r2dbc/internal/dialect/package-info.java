/**
 * What PostgreSQL's types are called and how a value of each travels: which type a Java type gets, which cast a
 * parameter needs, which columns are read in their binary form and which as text.
 *
 * <p>Pure: no driver, no I/O. The renderer in {@code dev.relata.r2dbc.internal.sql} writes these expressions into statements, the
 * codecs in {@code dev.relata.r2dbc.internal.codec} fill the parameters and read the answers.
 */
@NullMarked
package dev.relata.r2dbc.internal.dialect;

import org.jspecify.annotations.NullMarked;
