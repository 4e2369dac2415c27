/** The import of the graph, seen while it runs, and what the graph holds then. */
@NullMarked
package dev.relata.examples.atlas.web.graph;

import org.jspecify.annotations.NullMarked;
