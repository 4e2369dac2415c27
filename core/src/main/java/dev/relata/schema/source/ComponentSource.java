package dev.relata.schema.source;

import dev.relata.model.Column;
import dev.relata.model.DatabaseDefault;
import dev.relata.model.Id;
import dev.relata.model.ReadOnly;
import dev.relata.model.Unique;
import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveColumn.Generation;
import dev.relata.schema.live.LiveEnum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the components of records.
 *
 * @param enums the names of the Java enums, by the name that the store has for the type
 * @param style yields the names of columns that need no annotation
 */
record ComponentSource(Map<String, String> enums, NameStyle style) {

    String of(RecordType type, LiveColumn column, Imports imports) {
        boolean nullable = type.isNullable(column);
        LiveEnum labels = column.value().labels();
        String enumeration = labels == null ? "" : enums.getOrDefault(labels.name(), "");
        String java = JavaTypeText.of(column.value(), nullable, imports::use, enumeration);
        String annotated = nullable ? JavaTypeText.nullable(java, "@" + imports.use(Nullable.class)) : java;
        return annotations(type, column, imports).stream()
                        .map(each -> each + " ")
                        .collect(Collectors.joining()) + annotated + " " + type.component(column.name());
    }

    private List<String> annotations(RecordType type, LiveColumn column, Imports imports) {
        List<String> annotations = new ArrayList<>();
        boolean id = type.id().contains(column.name());
        if (id) {
            annotations.add("@" + imports.use(Id.class));
        }
        type.uniqueKey(column.name())
                .ifPresent(name -> annotations.add(
                        "@" + imports.use(Unique.class) + (name.isEmpty() ? "" : "(" + JavaText.literal(name) + ")")));
        if (type.isFilled(column)) {
            filling(column, id, imports).ifPresent(annotations::add);
        }
        List<String> arguments = columnArguments(type, column);
        if (!arguments.isEmpty()) {
            annotations.add("@" + imports.use(Column.class) + "(" + String.join(", ", arguments) + ")");
        }
        return annotations;
    }

    private static Optional<String> filling(LiveColumn column, boolean id, Imports imports) {
        String expression = column.defaultExpression();
        String argument = expression == null ? "" : "(" + JavaText.literal(expression) + ")";
        boolean computed = column.generation() == Generation.COMPUTED;
        if (computed || column.generation() == Generation.ALWAYS_NUMBERED && !id) {
            return Optional.of("@" + imports.use(ReadOnly.class) + argument);
        }
        return id && isNumber(column)
                ? Optional.empty()
                : Optional.of("@" + imports.use(DatabaseDefault.class) + argument);
    }

    /** Whether the store gives an id as it does without being told how. */
    private static boolean isNumber(LiveColumn column) {
        String expression = column.defaultExpression();
        return expression == null
                || expression.startsWith("nextval(")
                || column.value().element() == UUID.class && expression.equals("gen_random_uuid()");
    }

    private List<String> columnArguments(RecordType type, LiveColumn column) {
        List<String> arguments = new ArrayList<>(ColumnSource.typeArguments(column));
        if (!style.yieldsColumn(type, column.name())) {
            String name = JavaText.literal(column.name());
            arguments.add(0, arguments.isEmpty() ? name : "value = " + name);
        }
        return arguments;
    }
}
