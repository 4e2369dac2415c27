package dev.relata.diagram;

import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Field;

/** Sizes in pixels; texts are measured by their length, since nobody knows the reader's fonts. */
final class Measures {

    static final double MARGIN = 24;
    static final double HEADER = 44;
    static final double ROW = 21;
    static final double PADDING = 10;
    static final double MARKS = 40;
    static final double GAP = 26;
    static final double TRACK = 12;
    static final double FOOT = 26;

    private static final double CHARACTER = 7;
    private static final double SMALL = 6;

    private Measures() {}

    static double text(String text) {
        return text.length() * CHARACTER;
    }

    /** A label of a line. */
    static double label(String text) {
        return text.length() * SMALL;
    }

    static double height(Box box) {
        return HEADER + box.fields().size() * ROW + PADDING / 2;
    }

    static double width(Box box) {
        double header = Math.max(text(box.name()) * 1.12, label(box.subtitle()));
        double names = 0;
        double types = 0;
        for (Field field : box.fields()) {
            names = Math.max(names, text(field.name()));
            types = Math.max(types, text(field.type()));
        }
        return Math.ceil(Math.max(header, MARKS + names + 2 * PADDING + types) + 2 * PADDING);
    }

    /** The middle of a field, from the top of its box. */
    static double field(int number) {
        return HEADER + number * ROW + ROW / 2;
    }
}
