package dev.relata.schema;

import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Field;
import dev.relata.schema.Diagram.Line;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes an {@code erDiagram}. Stateless. */
final class Mermaid {

    private Mermaid() {}

    static String write(Diagram diagram) {
        StringBuilder text = new StringBuilder("erDiagram\n");
        diagram.boxes().forEach(box -> text.append(box(box)));
        diagram.lines().forEach(line -> text.append(line(diagram.boxes(), line)));
        return text.toString();
    }

    private static String box(Box box) {
        return box.fields().stream()
                .map(Mermaid::field)
                .collect(Collectors.joining("", "    " + word(box.name()) + " {\n", "    }\n"));
    }

    private static String field(Field field) {
        boolean optional = field.type().endsWith("?");
        String type = optional ? field.type().substring(0, field.type().length() - 1) : field.type();
        return "        " + word(type) + " " + word(field.name())
                + (field.marks().isEmpty() ? "" : " " + field.marks().replace(",", ", "))
                + (optional ? " \"nullable\"" : "") + "\n";
    }

    private static String line(List<Box> boxes, Line line) {
        String names = Stream.of(line.forward(), line.backward())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(" / "));
        return "    " + word(boxes.get(line.from()).name()) + " " + (line.single() ? "|o" : "}o") + "--"
                + (line.optional() ? "o|" : "||") + " "
                + word(boxes.get(line.to()).name()) + " : \"" + names + "\"\n";
    }

    /** What Mermaid takes for one word. */
    private static String word(String text) {
        return text.replace(".", "_").replaceAll("[^\\p{L}\\p{N}_\\-\\[\\]()]+", "_");
    }
}
