/**
 * The schema that a model expects, its difference from one that is there, and diagrams of a model. Knows no SQL: an adapter
 * renders the expected schema in its own language, reads what is there into {@link dev.relata.schema.live.LiveTable}s and lets
 * {@link dev.relata.schema.SchemaComparison} compare them.
 *
 * <p>Neighbours: built on {@code model}, {@code metamodel} and {@code spi}; adapters and the front door use it.
 */
@NullMarked
package dev.relata.schema;

import org.jspecify.annotations.NullMarked;
