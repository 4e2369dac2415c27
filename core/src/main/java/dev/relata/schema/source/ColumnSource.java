package dev.relata.schema.source;

import dev.relata.metamodel.Attribute.Size;
import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveEnum;
import dev.relata.schema.live.LiveJavaType;
import java.util.ArrayList;
import java.util.List;

/** A column as a component of a record: its {@code @Column}, where it needs one, its type and its name. Stateless. */
final class ColumnSource {

    private ColumnSource() {}

    /** The component with simple names, its column's name left out. */
    static String of(LiveColumn column, String name, boolean nullable) {
        List<String> arguments = typeArguments(column);
        String annotation = arguments.isEmpty() ? "" : "@Column(" + String.join(", ", arguments) + ") ";
        LiveEnum labels = column.value().labels();
        String enumeration = labels == null ? "" : JavaNames.type(JavaNames.words(unqualified(labels.name())));
        String type = JavaTypeText.of(column.value(), nullable, JavaTypeText::simple, enumeration);
        return annotation + (nullable ? JavaTypeText.nullable(type) : type) + " " + name;
    }

    /** What {@code @Column} says of the type: nothing where the Java type says it already. */
    static List<String> typeArguments(LiveColumn column) {
        LiveJavaType value = column.value();
        // A List is kept as JSON unless the component says otherwise.
        if (value.declared() || value.dimensions() == 1) {
            return List.of("type = " + JavaText.literal(column.type()));
        }
        Size size = value.size();
        List<String> arguments = new ArrayList<>();
        if (size.length() > 0) {
            arguments.add("length = " + size.length());
        }
        if (size.precision() > 0) {
            arguments.add("precision = " + size.precision());
        }
        if (size.scale() > 0) {
            arguments.add("scale = " + size.scale());
        }
        return arguments;
    }

    static String unqualified(String name) {
        return name.substring(name.indexOf('.') + 1);
    }
}
