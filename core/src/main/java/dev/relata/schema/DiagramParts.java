package dev.relata.schema;

import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.metamodel.RelationshipType;
import dev.relata.schema.Diagram.Box;
import dev.relata.schema.Diagram.Field;
import dev.relata.schema.Diagram.Line;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Derives the boxes and lines of a diagram from a model. Stateless. */
final class DiagramParts {

    private DiagramParts() {}

    static Diagram of(Model model) {
        List<ExpectedTable> tables = ExpectedSchema.of(model).tables();
        Map<Reference, List<RelationshipType<?, ?>>> named = new LinkedHashMap<>();
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            List<Reference> keys = model.references(relationship);
            named.computeIfAbsent(keys.get(0), any -> new ArrayList<>()).add(relationship);
            keys.forEach(key -> named.putIfAbsent(key, new ArrayList<>()));
        }
        return new Diagram(
                tables.stream().map(table -> box(table, named.keySet())).toList(),
                named.entrySet().stream()
                        .map(entry -> line(tables, entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static Box box(ExpectedTable table, Set<Reference> references) {
        boolean junction = table.junction();
        List<Field> fields = table.columns().stream()
                .map(column -> new Field(
                        marks(table, column, references), column.attribute().name(), type(column)))
                .toList();
        return new Box(table.entity(), junction ? "junction" : table.name(), junction, fields);
    }

    private static String marks(ExpectedTable table, ExpectedColumn column, Set<Reference> references) {
        List<String> marks = new ArrayList<>();
        if (table.primaryKey().contains(column.name())) {
            marks.add("PK");
        }
        boolean refers = references.stream()
                .anyMatch(reference -> reference.child().table().equals(table.name())
                        && ColumnLists.of(reference.key()).contains(column.name()));
        if (refers) {
            marks.add("FK");
        }
        if (marks.size() < 2 && table.uniqueKeys().contains(List.of(column.name()))) {
            marks.add("UK");
        }
        return String.join(",", marks);
    }

    private static String type(ExpectedColumn column) {
        return simple(column.attribute().componentType()) + (column.nullable() ? "?" : "");
    }

    private static String simple(Type type) {
        if (type instanceof ParameterizedType generic) {
            return simple(generic.getRawType())
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(DiagramParts::simple)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        return type instanceof Class<?> plain ? plain.getSimpleName() : type.getTypeName();
    }

    private static Line line(List<ExpectedTable> tables, Reference reference, List<RelationshipType<?, ?>> named) {
        int from = number(tables, reference.child().table());
        int to = number(tables, reference.parent().table());
        ExpectedTable referring = tables.get(from);
        List<String> key = ColumnLists.of(reference.key());
        List<Integer> fields =
                key.stream().map(column -> field(referring, column)).toList();
        boolean optional =
                fields.stream().anyMatch(field -> referring.columns().get(field).nullable());
        boolean single = reference.single() || ColumnLists.contains(referring.keys(), key);
        // A key of several fields is drawn at its last one, which others share least.
        int field = fields.get(fields.size() - 1);
        return new Line(from, field, to, single, optional, names(named, true), names(named, false));
    }

    private static int number(List<ExpectedTable> tables, String name) {
        return tables.stream().map(ExpectedTable::name).toList().indexOf(name);
    }

    private static int field(ExpectedTable table, String column) {
        return table.columns().stream().map(ExpectedColumn::name).toList().indexOf(column);
    }

    /** The constants that start at the rows that refer, or at those referred to; views only where nothing plainer is there. */
    private static String names(List<RelationshipType<?, ?>> named, boolean forward) {
        List<RelationshipType<?, ?>> side = named.stream()
                .filter(relationship -> relationship.kind().keyOnOwner() == forward)
                .<RelationshipType<?, ?>>map(relationship -> relationship)
                .toList();
        int fewest = side.stream()
                .mapToInt(relationship -> relationship.steps().size())
                .min()
                .orElse(0);
        return side.stream()
                .filter(relationship -> relationship.steps().size() == fewest)
                .map(relationship ->
                        relationship.name().substring(relationship.name().indexOf('.') + 1))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
