package dev.relata.schema.source;

import dev.relata.model.ReadOnly;
import dev.relata.model.Relationships;
import dev.relata.model.Table;
import dev.relata.schema.live.LiveTable;
import dev.relata.spi.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file of one record, while its constants are collected. */
final class RecordFile {

    private static final int LONGEST_LINE = 120;

    private final RecordType type;
    private final Imports imports;
    private final Set<String> taken = new HashSet<>();
    private final List<String> constants = new ArrayList<>();

    RecordFile(RecordType type, Imports imports) {
        this.type = type;
        this.imports = imports;
        taken.addAll(type.componentNames());
    }

    RecordType type() {
        return type;
    }

    String use(Class<?> used) {
        return imports.use(used);
    }

    /** Returns how the file calls a method of {@link Relationships}: an accessor of the same name would hide a static import. */
    String method(String name) {
        if (type.componentNames().contains(name)) {
            return imports.use(Relationships.class) + "." + name;
        }
        imports.useStatic(Relationships.class, name);
        return name;
    }

    /** The components of a key, as Java refers to them. */
    String key(RecordType holder, List<String> columns) {
        String accessors = columns.stream().map(holder::accessor).collect(Collectors.joining(", "));
        return columns.size() == 1 ? accessors : method("key") + "(" + accessors + ")";
    }

    /** Chooses the first of some names that no other constant has. */
    String name(Stream<String> wanted) {
        return Distinct.name(wanted, taken);
    }

    /** Adds a constant: what makes it, and the calls that are chained to it, each in a line of its own where they are long. */
    void constant(String declared, String name, String made, List<String> calls) {
        String line = "            " + made + String.join("", calls) + ";\n";
        String lines = "            " + made
                + calls.stream().map(call -> "\n                    " + call).collect(Collectors.joining()) + ";\n";
        constants.add("    public static final " + declared + " " + name + " =\n"
                + (line.length() > LONGEST_LINE ? lines : line));
    }

    SourceFile file(String packageName, ComponentSource components) {
        String record = header(components.style()) + "public record " + type.name() + "(\n"
                + type.table().columns().stream()
                        .map(column -> "        " + components.of(type, column, imports))
                        .collect(Collectors.joining(",\n"))
                + ") {" + (constants.isEmpty() ? "" : "\n\n" + String.join("\n", constants)) + "}\n";
        return RecordSources.file(packageName, type.name(), imports.lines() + record);
    }

    private String header(NameStyle style) {
        LiveTable table = type.table();
        String comment = table.comment() == null
                ? "Rows of " + (table.constrained() ? "the table " : "the view ") + JavaText.comment(table.name()) + "."
                : JavaText.comment(table.comment());
        List<String> parameters = table.columns().stream()
                .filter(column -> column.comment() != null)
                .map(column ->
                        " * @param " + type.component(column.name()) + " " + JavaText.comment(column.comment()) + "\n")
                .toList();
        String javadoc = parameters.isEmpty()
                ? "/** " + comment + " */\n"
                : "/**\n * " + comment + "\n *\n" + String.join("", parameters) + " */\n";
        return javadoc + annotations(style);
    }

    private String annotations(NameStyle style) {
        String named = style.yieldsTable(type)
                ? ""
                : "@" + imports.use(Table.class) + "("
                        + JavaText.literal(type.table().name()) + ")\n";
        return type.isReadOnly() ? named + "@" + imports.use(ReadOnly.class) + "\n" : named;
    }
}
