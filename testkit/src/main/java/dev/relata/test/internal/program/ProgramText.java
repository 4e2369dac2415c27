package dev.relata.test.internal.program;

import dev.relata.spi.SourceFile;
import dev.relata.test.internal.program.RandomModel.Component;
import dev.relata.test.internal.program.RandomModel.Entity;
import dev.relata.test.internal.program.RandomModel.Links;
import dev.relata.test.internal.program.RandomModel.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source files of a model, and of a class with random requests over it. */
final class ProgramText {

    static final String PACKAGE = "random";

    /** A method has at most 64 KB of code, and javac puts all serializable method references of a class into one method. */
    private static final int STEPS_OF_A_CLASS = 50;

    private static final String IMPORTS = """
            package random;

            import static dev.relata.model.Assignment.set;
            import static dev.relata.model.Conditions.*;
            import static dev.relata.model.Relationships.*;
            import static dev.relata.model.Sort.*;

            import dev.relata.Relata;
            import dev.relata.model.*;
            import dev.relata.test.internal.program.*;
            import java.math.BigDecimal;
            import java.time.Instant;
            import java.time.LocalDate;
            import java.util.List;
            import java.util.UUID;
            import org.jspecify.annotations.Nullable;
            import reactor.core.publisher.Flux;
            import reactor.core.publisher.Mono;

            """;

    private final RandomModel model;
    private final RandomRequests requests;

    ProgramText(RandomModel model, Random random) {
        this.model = model;
        this.requests = new RandomRequests(model, random);
    }

    List<SourceFile> files(int steps) {
        List<SourceFile> files = new ArrayList<>();
        files.add(file("Colour", "public enum Colour { RED, GREEN, BLUE }\n"));
        model.entities.forEach(entity -> files.add(file(entity.name, record(entity))));
        files.add(file("Program", program(steps)));
        return files;
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile(PACKAGE + "/" + name + ".java", IMPORTS + text);
    }

    private String record(Entity entity) {
        String components = entity.components().stream()
                .map(component -> component(entity, component))
                .collect(Collectors.joining(", "));
        Stream<String> constants = Stream.of(
                        entity.references.stream().map(ProgramText::reference),
                        model.references.stream()
                                .filter(reference -> reference.target() == entity)
                                .map(ProgramText::inverse),
                        model.links.stream()
                                .filter(links -> links.owner() == entity)
                                .map(ProgramText::links),
                        model.links.stream()
                                .filter(links -> links.target() == entity)
                                .map(ProgramText::linked))
                .flatMap(texts -> texts);
        return "public record " + entity.name + "(" + components + ") {\n"
                + constants
                        .map(constant -> "    public static final " + constant + ";\n")
                        .collect(Collectors.joining())
                + "}\n";
    }

    private static String component(Entity entity, Component component) {
        String id = entity.id.contains(component) ? "@Id " : "";
        String unique = entity.references.stream()
                .filter(reference -> reference.unique() && reference.key().contains(component))
                .map(reference -> "@Unique(\"only" + reference.number() + "\") ")
                .collect(Collectors.joining());
        String type = component.nullable() ? "@Nullable " + component.type().boxed : component.type().primitive;
        return id + unique + type + " " + component.name();
    }

    private static String reference(Reference reference) {
        String kind = reference.unique() ? "OneToOne" : "ManyToOne";
        return kind + "<" + reference.source().name + ", " + reference.target().name + "> " + reference.constant()
                + " = "
                + factory(kind) + "(" + key(reference) + ", " + reference.target().name + ".class)"
                + (reference.optional() ? ".optional()" : "") + ".onDelete(OnDelete." + reference.onDelete() + ")";
    }

    private static String inverse(Reference reference) {
        String kind = reference.unique() ? "HasOne" : "OneToMany";
        return kind + "<" + reference.target().name + ", " + reference.source().name + "> " + reference.inverse()
                + " = " + factory(kind) + "(" + reference.target().name + ".class, " + key(reference) + ")";
    }

    private static String factory(String kind) {
        return Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
    }

    private static String key(Reference reference) {
        List<String> components = reference.key().stream()
                .map(component -> reference.source().name + "::" + component.name())
                .toList();
        return components.size() == 1 ? components.get(0) : "key(" + String.join(", ", components) + ")";
    }

    private static String links(Links links) {
        return "ManyToMany<" + links.owner().name + ", " + links.target().name + "> " + links.constant()
                + " = manyToMany(" + links.owner().name + ".class, " + links.target().name + ".class).junction(\"links"
                + links.number() + "\")";
    }

    private static String linked(Links links) {
        return "ManyToMany<" + links.target().name + ", " + links.owner().name + "> " + links.inverse()
                + " = manyToMany(" + links.target().name + ".class, " + links.owner().name + ".class).inverseOf(\""
                + links.constant() + "\")";
    }

    private String program(int steps) {
        String classes =
                model.entities.stream().map(entity -> entity.name + ".class").collect(Collectors.joining(", "));
        StringBuilder parts = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        for (int from = 0; from < steps; from += STEPS_OF_A_CLASS) {
            calls.append("        Steps").append(from).append(".add(relata, steps);\n");
            parts.append("    private static final class Steps")
                    .append(from)
                    .append(" {\n    static void add(Relata relata, List<ProgramStep> steps) {\n");
            for (int i = from; i < Math.min(steps, from + STEPS_OF_A_CLASS); i++) {
                parts.append(step(requests.next()));
            }
            parts.append("    }\n    }\n");
        }
        return """
                public final class Program implements ProgramSteps {
                    @Override public List<Class<?>> model() { return List.of(%s); }
                    @Override public Flux<String> rows(Relata relata) { return Flux.concat(%s); }
                    @Override public List<ProgramStep> steps(Relata relata) {
                        List<ProgramStep> steps = new java.util.ArrayList<>();
                %s        return steps;
                    }
                %s}
                """.formatted(classes, String.join(",\n        ", rows()), calls, parts);
    }

    private static String step(RandomRequests.Request request) {
        return "        steps.add(new ProgramStep(%s, %s, () -> %s));%n"
                .formatted(request.ordered(), quoted(request.text()), request.text());
    }

    /** All that is stored, table by table. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        model.entities.forEach(
                entity -> rows.add("relata.from(" + entity.name + ".class).all().map(ValueTexts::text)"));
        model.links.forEach(
                links -> rows.add("relata.from(" + links.owner().name + ".class).all().concatMap(row -> relata.on(row, "
                        + links.owner().name + "." + links.constant()
                        + ").all().map(target -> \"" + links.constant()
                        + " \" + ValueTexts.text(row) + ValueTexts.text(target)))"));
        return rows;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
