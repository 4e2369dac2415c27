/**
 * The managers: what a relationship of one owner reads, and how its links and children are written.
 *
 * <p>Neighbours: built on {@code internal.engine}; implements the interfaces of {@code manager}.
 */
@NullMarked
package dev.relata.internal.link;

import org.jspecify.annotations.NullMarked;
