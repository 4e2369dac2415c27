/**
 * Batch scopes: lookups of one reactive context are collected, sent together and remembered.
 *
 * <p>A {@code BatchScope} lives in the context. It holds a {@code LookupQueue} for each kind of question; a queue sends what
 * it has as a {@code LookupBatch} when no burst is open, one at a time. Its other half is the layer around
 * each session, by which writes make a scope forget. Neighbours: implements {@code engine}'s {@code Lookups} and {@code session}'s
 * {@code SessionLayers}; stores bracket their rows with {@code spi.Burst}.
 */
@NullMarked
package dev.relata.internal.batch;

import org.jspecify.annotations.NullMarked;
