package dev.relata.diagram;

import dev.relata.schema.Diagram.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The room between two columns: labels at both sides, and between them a track for each line that goes up or down. */
final class Gutter {

    private final Map<Span, Integer> tracks = new IdentityHashMap<>();
    private final double leftRoom;
    private final double rightRoom;
    private final int count;
    private final List<Span> spans;

    private Gutter(List<Span> spans) {
        this.spans = spans;
        leftRoom = spans.stream()
                .mapToDouble(span -> Measures.label(span.leftLabel()))
                .max()
                .orElse(0);
        rightRoom = spans.stream()
                .mapToDouble(span -> Measures.label(span.rightLabel()))
                .max()
                .orElse(0);
        count = assign();
    }

    static Gutter of(int column, List<Route> routes, Ports ports) {
        List<Span> spans = new ArrayList<>();
        for (Route route : routes) {
            int step = column - route.first().column;
            if (route.loop() && step == 0) {
                spans.add(loop(route, ports));
            } else if (step >= 0 && step < route.nodes().size() - 1) {
                spans.add(span(route, step, ports));
            }
        }
        return new Gutter(spans);
    }

    /** Both labels of a line to its own box stand at its left. */
    private static Span loop(Route route, Ports ports) {
        String longer =
                route.line().forward().length() > route.line().backward().length()
                        ? route.line().forward()
                        : route.line().backward();
        return new Span(route, ports.left(route), ports.right(route), longer, "");
    }

    private static Span span(Route route, int step, Ports ports) {
        boolean first = step == 0;
        boolean last = step == route.nodes().size() - 2;
        Line line = route.line();
        return new Span(
                route,
                first ? ports.left(route) : route.nodes().get(step).y,
                last ? ports.right(route) : route.nodes().get(step + 1).y,
                first ? route.turned() ? line.forward() : line.backward() : "",
                last ? route.turned() ? line.backward() : line.forward() : "");
    }

    /** Of lines that go down side by side the upper one turns last, of those that go up the upper one turns first. */
    private int assign() {
        List<Span> bent =
                new ArrayList<>(spans.stream().filter(span -> !span.straight()).toList());
        bent.sort(
                Comparator.comparing(Span::down).thenComparingDouble(span -> span.down() ? -span.left() : span.left()));
        int highest = 0;
        for (Span span : bent) {
            int track = 1
                    + bent.stream()
                            .filter(other -> tracks.containsKey(other) && other.overlaps(span))
                            .mapToInt(other -> tracks.getOrDefault(other, 0))
                            .max()
                            .orElse(0);
            tracks.put(span, track);
            highest = Math.max(highest, track);
        }
        return highest;
    }

    List<Span> spans() {
        return spans;
    }

    double width() {
        return spans.isEmpty() ? 0 : 2 * Measures.FOOT + leftRoom + rightRoom + (count + 1) * Measures.TRACK;
    }

    /** Where the line of a span goes up or down, from the left end of the gutter. */
    double track(Span span) {
        return Measures.FOOT + leftRoom + tracks.getOrDefault(span, 1) * Measures.TRACK;
    }
}
