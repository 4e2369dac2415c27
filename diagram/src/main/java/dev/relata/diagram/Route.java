package dev.relata.diagram;

import dev.relata.schema.Diagram.Line;
import java.util.List;

/**
 * The way of a line from the left to the right: the box it leaves, bends, the box it reaches; one box alone for a line that
 * refers to its own.
 *
 * @param line the line
 * @param nodes what it passes, from the left to the right
 * @param turned whether the box that refers is the left one
 */
record Route(Line line, List<Node> nodes, boolean turned) {

    boolean loop() {
        return nodes.size() == 1;
    }

    Node first() {
        return nodes.get(0);
    }

    Node last() {
        return nodes.get(nodes.size() - 1);
    }
}
