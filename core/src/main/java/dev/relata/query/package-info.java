/**
 * What users chain and read: selections, pages, groups, and how a stream is fetched.
 *
 * <p>Neighbours: built on {@code model}; the engine implements the interfaces.
 */
@NullMarked
package dev.relata.query;

import org.jspecify.annotations.NullMarked;
