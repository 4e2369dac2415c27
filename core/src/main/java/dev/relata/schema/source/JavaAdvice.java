package dev.relata.schema.source;

import dev.relata.metamodel.Attribute;
import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveJavaType;
import java.lang.reflect.Type;
import java.util.List;

/** What a message tells its reader to write in a record: Java that compiles, with simple names. Stateless. */
public final class JavaAdvice {

    private JavaAdvice() {}

    /**
     * Writes what fits a component to the type of a column.
     *
     * @param attribute the component as it is
     * @param live the column
     * @return the annotation alone where the Java type fits, else the component
     */
    public static String ofType(Attribute attribute, LiveColumn live) {
        LiveJavaType value = live.value();
        Class<?> type = attribute.valueClass();
        boolean fits = value.labels() == null ? value.element() == type : type.isEnum() || type == String.class;
        List<String> arguments = ColumnSource.typeArguments(live);
        return fits && value.dimensions() == 0 && !arguments.isEmpty()
                ? "@Column(" + String.join(", ", arguments) + ")"
                : ColumnSource.of(live, attribute.name(), attribute.nullable());
    }

    /**
     * Writes a component with or without null.
     *
     * @param attribute the component as it is
     * @param nullable whether it is to be nullable
     * @return the component
     */
    public static String ofNullability(Attribute attribute, boolean nullable) {
        Type type = attribute.type();
        boolean boxed = nullable && attribute.primitive();
        String name = JavaTypeText.simple(boxed ? attribute.valueClass() : type);
        return (nullable ? JavaTypeText.nullable(name) : name) + " " + attribute.name();
    }

    /**
     * Writes the annotation for a default.
     *
     * @param expression the default in the store's own words
     * @return the annotation
     */
    public static String ofDefault(String expression) {
        return "@DatabaseDefault(" + JavaText.literal(expression) + ")";
    }

    /**
     * Writes a component for a column.
     *
     * @param live the column
     * @return the component
     */
    public static String ofColumn(LiveColumn live) {
        return ColumnSource.of(live, JavaNames.component(live.name()), live.nullable());
    }
}
