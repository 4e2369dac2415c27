/** Questions that show N+1: asked with a lookup for each row, and together. Measured and printed by {@code report}. */
@NullMarked
package dev.relata.examples.atlas.comparison;

import org.jspecify.annotations.NullMarked;
