package dev.relata.diagram;

import java.util.List;
import java.util.Locale;

/** Writes SVG elements. For one drawing. */
final class Pen {

    private static final double CORNER = 7;

    private final StringBuilder svg = new StringBuilder();

    /** A point of a line. */
    record Point(double x, double y) {

        /** The point that lies so far from this one on the way to another. */
        Point towards(Point other, double distance) {
            double length = Math.hypot(other.x - x, other.y - y);
            double part = length == 0 ? 0 : Math.min(distance, length / 2) / length;
            return new Point(x + (other.x - x) * part, y + (other.y - y) * part);
        }
    }

    void raw(String element) {
        svg.append(element).append('\n');
    }

    void rectangle(String style, double x, double y, double width, double height) {
        raw("<rect class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width)
                + "\" height=\"" + number(height) + "\"/>");
    }

    void text(String style, double x, double y, String text) {
        if (!text.isEmpty()) {
            raw("<text class=\"" + style + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" + escape(text)
                    + "</text>");
        }
    }

    void circle(double x, double y, double radius) {
        raw("<circle cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"" + number(radius) + "\"/>");
    }

    void stroke(double x, double y, double toX, double toY) {
        path("M" + at(new Point(x, y)) + "L" + at(new Point(toX, toY)));
    }

    /** A line through points, its corners rounded. */
    void line(List<Point> points) {
        StringBuilder path = new StringBuilder("M" + at(points.get(0)));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            path.append("L").append(at(corner.towards(points.get(i - 1), CORNER)));
            path.append("Q").append(at(corner)).append(' ').append(at(corner.towards(points.get(i + 1), CORNER)));
        }
        path(path.append("L").append(at(points.get(points.size() - 1))).toString());
    }

    private void path(String path) {
        raw("<path d=\"" + path + "\"/>");
    }

    private static String at(Point point) {
        return number(point.x()) + " " + number(point.y());
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return svg.toString();
    }
}
