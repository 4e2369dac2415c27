package dev.relata.diagram;

import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders the nodes of each column so that lines cross seldom, and gives each its height on the page. For one drawing. */
final class Arrangement {

    private static final int SWEEPS = 24;

    private final List<List<Node>> columns = new ArrayList<>();
    private final List<Route> routes = new ArrayList<>();
    private final List<Node> boxes = new ArrayList<>();

    private Arrangement(Columns placed) {
        for (int column = 0; column < placed.count(); column++) {
            columns.add(new ArrayList<>());
        }
    }

    static Arrangement of(List<Box> boxes, List<Line> lines) {
        Columns placed = Columns.of(boxes, lines);
        Arrangement arrangement = new Arrangement(placed);
        for (int box = 0; box < boxes.size(); box++) {
            arrangement.boxes.add(Node.of(boxes.get(box), placed.of(box)));
        }
        lines.forEach(line -> arrangement.route(line, placed.turned(line)));
        arrangement.fill();
        arrangement.order();
        Heights.give(arrangement.columns);
        return arrangement;
    }

    List<List<Node>> columns() {
        return columns;
    }

    List<Route> routes() {
        return routes;
    }

    private void route(Line line, boolean turned) {
        Node right = boxes.get(turned ? line.to() : line.from());
        Node left = boxes.get(turned ? line.from() : line.to());
        List<Node> nodes = new ArrayList<>(List.of(left));
        for (int column = left.column + 1; column < right.column; column++) {
            nodes.add(Node.bend(column));
        }
        if (left != right) {
            nodes.add(right);
        }
        for (int i = 1; i < nodes.size(); i++) {
            nodes.get(i - 1).join(nodes.get(i));
        }
        routes.add(new Route(line, List.copyOf(nodes), turned));
    }

    /** What hangs together stands together. */
    private void fill() {
        Set<Node> seen = new LinkedHashSet<>();
        boxes.forEach(box -> visit(box, seen));
        seen.forEach(node -> columns.get(node.column).add(node));
    }

    private static void visit(Node node, Set<Node> seen) {
        if (seen.add(node)) {
            node.left.forEach(next -> visit(next, seen));
            node.right.forEach(next -> visit(next, seen));
        }
    }

    private void order() {
        List<List<Node>> best = copy();
        int fewest = crossings();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            sweep(sweep % 2 == 0);
            if (crossings() < fewest) {
                fewest = crossings();
                best = copy();
            }
        }
        for (int column = 0; column < columns.size(); column++) {
            columns.get(column).clear();
            columns.get(column).addAll(best.get(column));
        }
    }

    private List<List<Node>> copy() {
        List<List<Node>> copy = new ArrayList<>();
        columns.forEach(column -> copy.add(List.copyOf(column)));
        return copy;
    }

    private void sweep(boolean toTheRight) {
        for (int i = 1; i < columns.size(); i++) {
            int column = toTheRight ? i : columns.size() - 1 - i;
            List<Node> nodes = columns.get(column);
            Map<Node, Integer> places = places(columns.get(toTheRight ? column - 1 : column + 1));
            Map<Node, Double> wanted = new IdentityHashMap<>();
            for (int place = 0; place < nodes.size(); place++) {
                Node node = nodes.get(place);
                wanted.put(node, mean(toTheRight ? node.left : node.right, places, place));
            }
            nodes.sort(Comparator.comparingDouble(node -> wanted.getOrDefault(node, 0.0)));
        }
    }

    private static double mean(List<Node> neighbours, Map<Node, Integer> places, int otherwise) {
        return neighbours.stream()
                .mapToInt(node -> places.getOrDefault(node, 0))
                .average()
                .orElse(otherwise);
    }

    private static Map<Node, Integer> places(List<Node> nodes) {
        Map<Node, Integer> places = new IdentityHashMap<>();
        nodes.forEach(node -> places.put(node, places.size()));
        return places;
    }

    private int crossings() {
        int crossings = 0;
        for (int column = 1; column < columns.size(); column++) {
            crossings += crossings(columns.get(column), places(columns.get(column - 1)));
        }
        return crossings;
    }

    private static int crossings(List<Node> nodes, Map<Node, Integer> places) {
        List<Integer> ends = new ArrayList<>();
        int crossings = 0;
        for (Node node : nodes) {
            List<Integer> here =
                    node.left.stream().map(left -> places.getOrDefault(left, 0)).toList();
            for (int end : here) {
                crossings += (int) ends.stream().filter(other -> other > end).count();
            }
            ends.addAll(here);
        }
        return crossings;
    }
}
