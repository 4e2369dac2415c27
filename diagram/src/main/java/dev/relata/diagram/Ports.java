package dev.relata.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Where lines touch boxes: at the field that refers, and spread over the side of a box that is referred to. */
final class Ports {

    private static final double APART = 14;
    private static final double STEP = 2;

    private final Map<Route, Double> from = new IdentityHashMap<>();
    private final Map<Route, Double> to = new IdentityHashMap<>();
    private final Map<Node, List<Double>> leftTaken = new IdentityHashMap<>();
    private final Map<Node, List<Double>> rightTaken = new IdentityHashMap<>();

    private Ports() {}

    static Ports of(List<Route> routes) {
        Ports ports = new Ports();
        routes.forEach(ports::takeField);
        routes.stream().filter(Route::loop).forEach(route -> ports.takeSide(route, 0, 1));
        Map<Node, List<Route>> reached = new IdentityHashMap<>();
        routes.stream()
                .filter(route -> !route.loop())
                .forEach(route -> reached.computeIfAbsent(target(route), any -> new ArrayList<>())
                        .add(route));
        reached.values().forEach(ports::spread);
        return ports;
    }

    /** The height at which a line leaves the left box of its way; that of the field where it refers to its own. */
    double left(Route route) {
        return route.turned() || route.loop() ? at(from, route) : at(to, route);
    }

    /** The height at which a line reaches the right box of its way; that of the header where it refers to its own. */
    double right(Route route) {
        return route.turned() || route.loop() ? at(to, route) : at(from, route);
    }

    private static double at(Map<Route, Double> heights, Route route) {
        return heights.getOrDefault(route, 0.0);
    }

    private static Node source(Route route) {
        return route.turned() ? route.first() : route.last();
    }

    private static Node target(Route route) {
        return route.turned() ? route.last() : route.first();
    }

    private void takeField(Route route) {
        double y = source(route).y + Measures.field(route.line().field());
        from.put(route, y);
        boolean onTheRight = route.turned() || route.loop();
        taken(onTheRight ? rightTaken : leftTaken, source(route)).add(y);
    }

    private void spread(List<Route> routes) {
        List<Route> sorted = new ArrayList<>(routes);
        sorted.sort(Comparator.comparingDouble(route -> next(route).middle()));
        for (int i = 0; i < sorted.size(); i++) {
            takeSide(sorted.get(i), i + 1, sorted.size() + 1);
        }
    }

    /** What a line passes next, seen from the box that it refers to. */
    private static Node next(Route route) {
        List<Node> nodes = route.nodes();
        return route.turned() ? nodes.get(nodes.size() - 2) : nodes.get(1);
    }

    private void takeSide(Route route, int part, int parts) {
        Node box = target(route);
        List<Double> taken = taken(route.turned() ? leftTaken : rightTaken, box);
        double top = box.y + APART;
        double bottom = box.y + box.height - APART / 2;
        double wanted = Math.max(top, box.y + box.height * part / parts);
        double y = wanted;
        for (double away = 0; away < box.height; away += STEP) {
            if (free(taken, wanted + away) && wanted + away <= bottom) {
                y = wanted + away;
                break;
            }
            if (free(taken, wanted - away) && wanted - away >= top) {
                y = wanted - away;
                break;
            }
        }
        taken.add(y);
        to.put(route, y);
    }

    private static boolean free(List<Double> taken, double y) {
        return taken.stream().allMatch(other -> Math.abs(other - y) >= APART);
    }

    private static List<Double> taken(Map<Node, List<Double>> sides, Node node) {
        return sides.computeIfAbsent(node, any -> new ArrayList<>());
    }
}
