/** Where the data lives: an embedded PostgreSQL or one that is given by URL, and the tables in it. */
@NullMarked
package dev.relata.examples.atlas.database;

import org.jspecify.annotations.NullMarked;
