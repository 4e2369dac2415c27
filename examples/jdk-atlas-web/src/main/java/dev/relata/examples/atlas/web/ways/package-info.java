/** One question, asked three ways, and what was recorded of each. */
@NullMarked
package dev.relata.examples.atlas.web.ways;

import org.jspecify.annotations.NullMarked;
