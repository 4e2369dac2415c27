package dev.relata.schema.source;

import dev.relata.schema.live.LiveJavaType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Types as Java writes them. Stateless. */
final class JavaTypeText {

    /** The narrowest first. */
    private static final List<Class<?>> WHOLE = List.of(Short.class, Integer.class, Long.class);

    private JavaTypeText() {}

    /** A type without its packages and without the types around it. */
    static String simple(Type type) {
        return type.getTypeName().replaceAll("(?:[\\w$]+[.$])+(?=\\w)", "");
    }

    /** The type of a component for values of a column: a primitive where it is never null. */
    static String of(LiveJavaType value, boolean nullable, Function<Class<?>, String> classes, String enumeration) {
        String element = value.labels() == null ? classes.apply(value.element()) : enumeration;
        if (value.dimensions() > 1) {
            return element + "[]".repeat(value.dimensions());
        }
        if (value.dimensions() == 1) {
            return classes.apply(List.class) + "<" + element + ">";
        }
        return nullable || value.labels() != null ? element : primitive(value.element(), element);
    }

    private static String primitive(Class<?> boxed, String otherwise) {
        if (boxed == Long.class) {
            return "long";
        }
        if (boxed == Integer.class) {
            return "int";
        }
        if (boxed == Short.class) {
            return "short";
        }
        if (boxed == Boolean.class) {
            return "boolean";
        }
        if (boxed == Double.class) {
            return "double";
        }
        return boxed == Float.class ? "float" : otherwise;
    }

    /** Whether a key of the one kind may refer to a key of the other: equal types, or whole numbers of which the first is no wider. */
    static boolean compatible(LiveJavaType key, LiveJavaType referred) {
        int width = WHOLE.indexOf(key.element());
        boolean fits = key.element() == referred.element() || width >= 0 && width < WHOLE.indexOf(referred.element());
        return fits
                && key.dimensions() == 0
                && referred.dimensions() == 0
                && Objects.equals(key.labels(), referred.labels());
    }

    /** The annotation belongs to the outermost dimension of an array, and behind the package of a qualified name. */
    static String nullable(String type) {
        return nullable(type, "@Nullable");
    }

    static String nullable(String type, String annotation) {
        int array = outerArray(type);
        if (array >= 0) {
            return type.substring(0, array) + " " + annotation + " " + type.substring(array);
        }
        int arguments = type.indexOf('<');
        String raw = arguments < 0 ? type : type.substring(0, arguments);
        int simple = raw.lastIndexOf('.') + 1;
        return type.substring(0, simple) + annotation + " " + type.substring(simple);
    }

    /** Where the brackets of an array begin that is not one of the type arguments; −1 where it is none. */
    private static int outerArray(String type) {
        if (!type.endsWith("]")) {
            return -1;
        }
        return type.length() - type.replaceFirst("^.*?((?:\\[])+)$", "$1").length();
    }
}
