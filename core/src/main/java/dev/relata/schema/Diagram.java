package dev.relata.schema;

import dev.relata.model.Model;
import dev.relata.schema.internal.diagram.Mermaid;
import dev.relata.schema.internal.diagram.Svg;

/**
 * Draws a model: a box for each record and each junction, a line for each key of a relationship, named by its constants at the
 * ends where they start. Needs no store. Stateless.
 *
 * <pre>{@code
 * Files.writeString(Path.of("model.svg"), Diagram.svg(Model.of(Author.class, Book.class)));
 * }</pre>
 */
public final class Diagram {

    private Diagram() {}

    /**
     * Draws a model as text for Mermaid, which GitHub, GitLab and most editors show as a picture.
     *
     * @param model the model
     * @return an {@code erDiagram}
     */
    public static String mermaid(Model model) {
        DiagramParts parts = DiagramParts.of(model);
        return Mermaid.write(parts.boxes(), parts.lines());
    }

    /**
     * Draws a model as a picture: types that are referred to stand left of those that refer to them.
     *
     * @param model the model
     * @return an SVG document, the same for the same model
     */
    public static String svg(Model model) {
        DiagramParts parts = DiagramParts.of(model);
        return Svg.draw(parts.boxes(), parts.lines());
    }
}
