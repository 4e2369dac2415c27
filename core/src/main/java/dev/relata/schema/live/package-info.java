/**
 * The tables that are in a store, as values: what an adapter reads from the catalogue, what a model is compared with, and what
 * records are written from. Knows no SQL; types and defaults are texts in the store's own words.
 *
 * <p>Neighbours: {@code schema} compares them with the model, {@code schema.source} writes records from them; adapters make them.
 */
@NullMarked
package dev.relata.schema.live;

import org.jspecify.annotations.NullMarked;
