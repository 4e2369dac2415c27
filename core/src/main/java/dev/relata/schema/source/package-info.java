/**
 * Java that is written from the tables of a store: {@link dev.relata.schema.source.RecordSources} writes a whole model, {@link
 * dev.relata.schema.source.JavaAdvice} what a message tells its reader to write.
 *
 * <p>Neighbours: reads {@code schema.live}; adapters, which read the catalogue, and {@code schema} use it.
 */
@NullMarked
package dev.relata.schema.source;

import org.jspecify.annotations.NullMarked;
