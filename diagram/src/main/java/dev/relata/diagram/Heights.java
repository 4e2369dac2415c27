package dev.relata.diagram;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Gives the nodes of all columns their place from the top, each as near to its neighbours as the others let it. */
final class Heights {

    private static final int ROUNDS = 40;
    /** What nothing draws yields to what something draws. */
    private static final double IDLE = 0.05;

    /** Nodes that stand as close to each other as they may, and how far down they want to be. */
    private record Block(double wanted, double weight, int size) {

        Block with(Block below) {
            double both = weight + below.weight;
            return new Block((wanted * weight + below.wanted * below.weight) / both, both, size + below.size);
        }
    }

    private Heights() {}

    static void give(List<List<Node>> columns) {
        columns.forEach(Heights::stack);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < columns.size(); i++) {
                settle(columns.get(round % 2 == 0 ? i : columns.size() - 1 - i));
            }
        }
        double top = columns.stream()
                .flatMap(List::stream)
                .mapToDouble(node -> node.y)
                .min()
                .orElse(0);
        columns.stream().flatMap(List::stream).forEach(node -> node.y += Measures.MARGIN - top);
    }

    private static void stack(List<Node> nodes) {
        double y = 0;
        for (Node node : nodes) {
            node.y = y;
            y += node.height + Measures.GAP;
        }
    }

    /** The places that keep the order and the gaps and miss the wishes by the least squares. */
    private static void settle(List<Node> nodes) {
        List<Block> blocks = new ArrayList<>();
        double offset = 0;
        for (Node node : nodes) {
            Block block = wish(node, offset);
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).wanted() > block.wanted()) {
                block = blocks.remove(blocks.size() - 1).with(block);
            }
            blocks.add(block);
            offset += node.height + Measures.GAP;
        }
        place(nodes, blocks);
    }

    private static Block wish(Node node, double offset) {
        double wanted = Stream.concat(node.left.stream(), node.right.stream())
                .mapToDouble(Node::middle)
                .average()
                .orElse(node.middle());
        int drawn = node.left.size() + node.right.size();
        return new Block(wanted - node.height / 2 - offset, drawn == 0 ? IDLE : drawn, 1);
    }

    private static void place(List<Node> nodes, List<Block> blocks) {
        int next = 0;
        double offset = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                Node node = nodes.get(next++);
                node.y = block.wanted() + offset;
                offset += node.height + Measures.GAP;
            }
        }
    }
}
