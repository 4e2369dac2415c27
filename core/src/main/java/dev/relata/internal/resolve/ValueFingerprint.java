package dev.relata.internal.resolve;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as text that is the same for equal values in every JVM. Texts carry their type and length, so that no text reads as
 * several values. Values of a class without a text of its own are not told apart. Stateless.
 */
public final class ValueFingerprint {

    private ValueFingerprint() {}

    public static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Enum<?> constant) {
            return text(constant.getDeclaringClass(), constant.name());
        }
        if (value instanceof Optional<?> optional) {
            return "optional" + optional.map(ValueFingerprint::of).stream().toList();
        }
        if (value instanceof Map<?, ?> map) {
            return "map"
                    + sorted(map.entrySet().stream().map(entry -> of(entry.getKey()) + "=" + of(entry.getValue())));
        }
        if (value instanceof Collection<?> several) {
            return value instanceof Set ? "set" + unordered(several) : ordered(several.stream());
        }
        if (value.getClass().isArray()) {
            return ordered(IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i)));
        }
        return value instanceof Record composite ? composite(composite) : text(value.getClass(), plain(value));
    }

    /** Values whose order says nothing, and may be another one in each JVM. */
    public static String unordered(Collection<?> values) {
        return sorted(values.stream().map(ValueFingerprint::of));
    }

    /** Values in their order. */
    public static String ordered(Stream<?> values) {
        return values.map(ValueFingerprint::of).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String sorted(Stream<String> texts) {
        return texts.sorted().toList().toString();
    }

    private static String text(Class<?> type, String text) {
        return type.getName() + ":" + text.length() + ":" + text;
    }

    /** The text that every object has holds its address. */
    private static String plain(Object value) {
        try {
            Method text = value.getClass().getMethod("toString");
            return text.getDeclaringClass() == Object.class ? "" : value.toString();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every object has a text", e);
        }
    }

    /** A record's own text has the addresses of the arrays in it, and the order of its sets. */
    private static String composite(Record composite) {
        RecordComponent[] components = composite.getClass().getRecordComponents();
        return composite.getClass().getName()
                + ordered(Arrays.stream(components).map(one -> component(composite, one)));
    }

    private static @Nullable Object component(Record composite, RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            // A record of a module that is not open cannot be looked into: its components are not told apart then.
            return accessor.trySetAccessible() ? accessor.invoke(composite) : "";
        } catch (ReflectiveOperationException e) {
            return "";
        }
    }
}
