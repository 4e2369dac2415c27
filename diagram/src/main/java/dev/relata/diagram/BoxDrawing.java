package dev.relata.diagram;

import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Field;

/** Draws one box at its place. */
record BoxDrawing(Pen pen, Box box, double x, double y, double width) {

    private static final double BASELINE = 14.5;
    private static final double SQUARE = 8;

    void draw() {
        String head = box.link() ? "link-head" : "head";
        pen.rectangle("box", x, y, width, Measures.height(box));
        pen.rectangle(head, x, y, width, Measures.HEADER - SQUARE);
        // The corners of the header are round at its top only.
        pen.raw("<rect style=\"rx: 0\" class=\"" + head + "\" x=\"" + Pen.number(x) + "\" y=\"" + Pen.number(y + 12)
                + "\" width=\"" + Pen.number(width) + "\" height=\"" + Pen.number(Measures.HEADER - SQUARE - 8)
                + "\"/>");
        pen.text("name", x + Measures.PADDING, y + 18, box.name());
        pen.text("table", x + Measures.PADDING, y + 33, box.subtitle());
        for (int field = 0; field < box.fields().size(); field++) {
            field(field);
        }
    }

    private void field(int number) {
        Field field = box.fields().get(number);
        double top = y + Measures.HEADER + number * Measures.ROW;
        if (number % 2 == 1) {
            pen.rectangle("stripe", x + 1, top, width - 2, Measures.ROW);
        }
        pen.text("marks", x + Measures.PADDING, top + BASELINE - 1, field.marks());
        pen.text("", x + Measures.PADDING + Measures.MARKS, top + BASELINE, field.name());
        pen.text("type", x + width - Measures.PADDING, top + BASELINE, field.type());
    }
}
