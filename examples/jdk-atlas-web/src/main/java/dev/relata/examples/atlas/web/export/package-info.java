/** Exports that can be watched: the streams, and what they hold while they run. */
@NullMarked
package dev.relata.examples.atlas.web.export;

import org.jspecify.annotations.NullMarked;
