package dev.relata.schema;

import dev.relata.metamodel.Model;
import java.util.List;

/**
 * The entity relationship diagram of a model, as data: a box for each record and each junction, a line for each key of a
 * relationship, named by its constants at the ends where they start. Needs no store. Immutable.
 *
 * <p>{@link #mermaid()} writes it as text. {@code dev.relata.diagram.Svg} of the module {@code relata-diagram} draws it as a
 * picture.
 *
 * <pre>{@code
 * String text = Diagram.of(Model.of(Author.class, Book.class)).mermaid();
 * }</pre>
 *
 * @param boxes one for each table, in the order of the model
 * @param lines one for each key of a relationship
 */
public record Diagram(List<Box> boxes, List<Line> lines) {

    /** Copies the lists. */
    public Diagram {
        boxes = List.copyOf(boxes);
        lines = List.copyOf(lines);
    }

    /**
     * A table.
     *
     * @param name the name of the record, or of the junction
     * @param subtitle the name of the table
     * @param link whether it is a junction without a record
     * @param fields its columns, in their order
     */
    public record Box(String name, String subtitle, boolean link, List<Field> fields) {

        /** Copies the list. */
        public Box {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A column.
     *
     * @param marks PK, FK, UK, or several separated by commas; empty for none
     * @param name the name of the component
     * @param type the type of the component, with a question mark where it may be null
     */
    public record Field(String marks, String name, String type) {}

    /**
     * A foreign key.
     *
     * @param from the index of the box that refers
     * @param field the index of the field in it that refers
     * @param to the index of the box referred to
     * @param single whether at most one row refers to each row of the other table
     * @param optional whether the key may be null
     * @param forward the constants that lead from the row that refers, empty for none
     * @param backward the constants that lead to it, empty for none
     */
    public record Line(
            int from, int field, int to, boolean single, boolean optional, String forward, String backward) {}

    /**
     * Derives the diagram of a model.
     *
     * @param model the model
     * @return the diagram, the same for the same model
     */
    public static Diagram of(Model model) {
        return DiagramParts.of(model);
    }

    /**
     * Writes the diagram as text for Mermaid, which GitHub, GitLab and most editors show as a picture.
     *
     * @return an {@code erDiagram}, ended by a line break
     */
    public String mermaid() {
        return Mermaid.write(this);
    }
}
