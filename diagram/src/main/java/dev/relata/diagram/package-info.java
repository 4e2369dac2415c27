/**
 * Draws diagrams as SVG pictures. Boxes stand in columns, and a table that is referred to stands left of those that refer to it,
 * in the layered way of Sugiyama, Tagawa and Toda (1981).
 *
 * <p>Neighbours: {@code dev.relata.schema} of {@code relata-core}, whose {@code Diagram} it draws. It knows neither models nor
 * stores.
 */
@NullMarked
package dev.relata.diagram;

import org.jspecify.annotations.NullMarked;
