/**
 * Draws boxes of fields and lines between them: as text for Mermaid, and as an SVG picture whose boxes stand in columns, what
 * is referred to left of what refers to it. Public only for {@code dev.relata.schema}, which makes the boxes from a model.
 *
 * <p>Neighbours: none; it knows neither models nor stores.
 */
@NullMarked
package dev.relata.schema.internal.diagram;

import org.jspecify.annotations.NullMarked;
