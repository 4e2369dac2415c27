package dev.relata.diagram;

import dev.relata.diagram.Pen.Point;
import dev.relata.schema.Diagram;
import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Line;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws the entity relationship diagram of a model as a picture: types that are referred to stand left of those that refer to
 * them. The same model gives the same text. Needs no store.
 *
 * <pre>{@code
 * Files.writeString(Path.of("model.svg"), Svg.draw(Diagram.of(Model.of(Author.class, Book.class))));
 * }</pre>
 */
public final class Svg {

    private static final String STYLE = """
            <style>
            text { font-family: ui-sans-serif, system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; font-size: 12px; fill: #1e293b; }
            .page { fill: #ffffff; }
            .box { fill: #ffffff; stroke: #94a3b8; rx: 6px; }
            .head { fill: #1d4f7c; rx: 6px; }
            .link-head { fill: #64748b; rx: 6px; }
            .stripe { fill: #f1f5f9; }
            .name { font-size: 13px; font-weight: 700; fill: #ffffff; }
            .table { font-size: 10.5px; fill: #dbeafe; }
            .marks { font-size: 9px; font-weight: 700; fill: #b45309; }
            .type { fill: #64748b; text-anchor: end; }
            .label, .label-end { font-size: 10px; fill: #334155; stroke: #ffffff; stroke-width: 3px; paint-order: stroke; }
            .label-end { text-anchor: end; }
            .lines { fill: none; stroke: #475569; stroke-width: 1.3; }
            .lines circle { fill: #ffffff; }
            </style>""";

    private final List<List<Node>> columns;
    private final List<Route> routes;
    private final Ports ports;
    private final List<Gutter> gutters = new ArrayList<>();
    private final double[] lefts;
    private final double[] widths;
    private final Pen pen = new Pen();

    private Svg(Arrangement arrangement) {
        columns = arrangement.columns();
        routes = arrangement.routes();
        ports = Ports.of(routes);
        lefts = new double[columns.size()];
        widths = new double[columns.size()];
        measure();
    }

    /**
     * Draws a diagram.
     *
     * @param diagram the diagram, as {@code relata.schema().diagram()} answers it
     * @return an SVG document, which needs no style sheet or font of its own
     */
    public static String draw(Diagram diagram) {
        return new Svg(Arrangement.of(diagram.boxes(), diagram.lines())).draw();
    }

    private void measure() {
        double x = Measures.MARGIN;
        for (int column = 0; column < columns.size(); column++) {
            Gutter gutter = Gutter.of(column, routes, ports);
            gutters.add(gutter);
            lefts[column] = x;
            widths[column] = columns.get(column).stream()
                    .mapToDouble(node -> node.width)
                    .max()
                    .orElse(0);
            x += widths[column] + gutter.width();
        }
    }

    private String draw() {
        int last = columns.size() - 1;
        double width =
                last < 0 ? 0 : lefts[last] + widths[last] + gutters.get(last).width();
        double height = columns.stream()
                .flatMap(List::stream)
                .mapToDouble(node -> node.y + node.height)
                .max()
                .orElse(0);
        String size = "width=\"" + Pen.number(width + Measures.MARGIN) + "\" height=\""
                + Pen.number(height + Measures.MARGIN) + "\"";
        pen.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + " viewBox=\"0 0 "
                + Pen.number(width + Measures.MARGIN) + " " + Pen.number(height + Measures.MARGIN) + "\">");
        pen.raw(STYLE);
        pen.raw("<rect class=\"page\" " + size + "/>");
        pen.raw("<g class=\"lines\">");
        routes.forEach(route -> pen.line(points(route)));
        pen.raw("</g>");
        columns.stream().flatMap(List::stream).forEach(this::box);
        routes.forEach(this::ends);
        pen.raw("</svg>");
        return pen.toString();
    }

    private void box(Node node) {
        Box box = node.box;
        if (box != null) {
            new BoxDrawing(pen, box, lefts[node.column], node.y, widths[node.column]).draw();
        }
    }

    private double rightOf(int column) {
        return lefts[column] + widths[column];
    }

    private List<Point> points(Route route) {
        List<Point> points = new ArrayList<>();
        int column = route.first().column;
        points.add(new Point(rightOf(column), ports.left(route)));
        for (int i = 0; i < Math.max(1, route.nodes().size() - 1); i++) {
            addSpan(points, column + i, route);
        }
        double end = route.loop() ? rightOf(column) : lefts[route.last().column];
        points.add(new Point(end, ports.right(route)));
        return points;
    }

    private void addSpan(List<Point> points, int column, Route route) {
        Gutter gutter = gutters.get(column);
        for (Span span : gutter.spans()) {
            if (span.route().equals(route) && !span.straight()) {
                double x = rightOf(column) + gutter.track(span);
                points.add(new Point(x, span.left()));
                points.add(new Point(x, span.right()));
            }
        }
    }

    private void ends(Route route) {
        Line line = route.line();
        double left = rightOf(route.first().column);
        double right = route.loop() ? left : lefts[route.last().column];
        EndDrawing onTheLeft = new EndDrawing(pen, left, ports.left(route), 1);
        EndDrawing onTheRight = new EndDrawing(pen, right, ports.right(route), route.loop() ? 1 : -1);
        boolean sourceOnTheLeft = route.turned() || route.loop();
        (sourceOnTheLeft ? onTheLeft : onTheRight).referring(line);
        (sourceOnTheLeft ? onTheRight : onTheLeft).referredTo(line);
    }
}
