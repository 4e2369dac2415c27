package dev.relata.diagram;

/**
 * The part of a line between two columns. Immutable.
 *
 * @param route the line's way
 * @param left the height at which it leaves the left column
 * @param right the height at which it reaches the right one; for a line to its own box, the left one again
 * @param leftLabel what stands at its left end, empty for nothing
 * @param rightLabel what stands at its right end, empty for nothing
 */
record Span(Route route, double left, double right, String leftLabel, String rightLabel) {

    private static final double CLEARANCE = 8;

    boolean straight() {
        return Math.abs(left - right) < 1 && !route.loop();
    }

    boolean down() {
        return right > left;
    }

    double top() {
        return Math.min(left, right);
    }

    double bottom() {
        return Math.max(left, right);
    }

    boolean overlaps(Span other) {
        return top() < other.bottom() + CLEARANCE && other.top() < bottom() + CLEARANCE;
    }
}
