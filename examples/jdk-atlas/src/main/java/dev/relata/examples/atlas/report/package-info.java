/** What the run shows and leaves behind: progress, measured steps, the summary. It knows nothing of what the steps do. */
@NullMarked
package dev.relata.examples.atlas.report;

import org.jspecify.annotations.NullMarked;
