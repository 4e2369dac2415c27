package dev.relata.schema;

import dev.relata.model.Model;

/** Stub. */
public final class Diagram {

    private Diagram() {}

    static String mermaid(Model model) {
        return model.toString();
    }

    static String svg(Model model) {
        return model.toString();
    }
}
