package dev.relata.diagram;

import dev.relata.schema.Diagram.Line;

/**
 * Draws the end of a line at a box.
 *
 * @param x where the line touches the box
 * @param y where the line touches the box
 * @param away 1 where the line goes to the right from here, -1 where it goes to the left
 */
record EndDrawing(Pen pen, double x, double y, int away) {

    private static final double SPREAD = 5.5;
    private static final double NEAR = 6;
    private static final double FAR = 11;
    private static final double CIRCLE = 4;

    /** Where rows refer: none or one, or any number. */
    void referring(Line line) {
        pen.raw("<g class=\"lines\">");
        if (line.single()) {
            bar(NEAR);
        } else {
            pen.stroke(x + away * FAR, y, x, y - SPREAD);
            pen.stroke(x + away * FAR, y, x, y + SPREAD);
        }
        pen.circle(x + away * (FAR + CIRCLE), y, CIRCLE);
        pen.raw("</g>");
        label(line.forward());
    }

    /** Where rows are referred to: exactly one, or none or one. */
    void referredTo(Line line) {
        pen.raw("<g class=\"lines\">");
        bar(NEAR);
        if (line.optional()) {
            pen.circle(x + away * (FAR + CIRCLE), y, CIRCLE);
        } else {
            bar(FAR);
        }
        pen.raw("</g>");
        label(line.backward());
    }

    private void bar(double distance) {
        pen.stroke(x + away * distance, y - SPREAD, x + away * distance, y + SPREAD);
    }

    private void label(String text) {
        pen.text(away > 0 ? "label" : "label-end", x + away * (Measures.FOOT - 5), y - 4, text);
    }
}
