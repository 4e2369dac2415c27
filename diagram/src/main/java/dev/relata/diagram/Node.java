package dev.relata.diagram;

import dev.relata.schema.Diagram.Box;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that takes a place in a column: a box, or the bend of a line that passes by. For one drawing. */
final class Node {

    /** Null for a bend. */
    final @Nullable Box box;

    final int column;
    final double height;
    final double width;
    double y;

    /** The neighbours in the column to the left and in the one to the right. */
    final List<Node> left = new ArrayList<>();

    final List<Node> right = new ArrayList<>();

    private Node(@Nullable Box box, int column, double width, double height) {
        this.box = box;
        this.column = column;
        this.width = width;
        this.height = height;
    }

    static Node of(Box box, int column) {
        return new Node(box, column, Measures.width(box), Measures.height(box));
    }

    static Node bend(int column) {
        return new Node(null, column, 0, 0);
    }

    void join(Node toTheRight) {
        right.add(toTheRight);
        toTheRight.left.add(this);
    }

    double middle() {
        return y + height / 2;
    }
}
