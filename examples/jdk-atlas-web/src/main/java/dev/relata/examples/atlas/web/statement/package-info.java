/** Counts the statements that an answer took. */
@NullMarked
package dev.relata.examples.atlas.web.statement;

import org.jspecify.annotations.NullMarked;
