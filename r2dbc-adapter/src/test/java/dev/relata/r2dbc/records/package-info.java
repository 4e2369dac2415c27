/** Models that are written from the tables of a database, compiled, and asked. */
@NullMarked
package dev.relata.r2dbc.records;

import org.jspecify.annotations.NullMarked;
