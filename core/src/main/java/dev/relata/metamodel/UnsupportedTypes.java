package dev.relata.metamodel;

import java.io.Closeable;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Which types a component cannot have, as no column holds them, and what to use instead. Stateless. */
final class UnsupportedTypes {

    private static final String ABSENT = "a record says with @Nullable that there may be no value, as in @Nullable ";
    private static final String LATER =
            "it is no value but something that brings one: give the component the type of the"
                    + " value, and read other rows through a relationship";
    private static final String CHANGES =
            "a row is a value that does not change: give the component the type of the value";

    /** Packages whose types hold a value that changes: counters, references, locks. */
    private static final Set<String> CHANGING =
            Set.of("java.util.concurrent.atomic", "java.util.concurrent.locks", "java.lang.ref");

    private static final Map<Class<?>, String> ABSENT_NUMBERS = Map.of(
            OptionalInt.class, "Integer",
            OptionalLong.class, "Long",
            OptionalDouble.class, "Double");

    private static final List<Class<?>> BRINGING_LATER = List.of(
            Publisher.class,
            CompletionStage.class,
            Future.class,
            BaseStream.class,
            Iterator.class,
            Enumeration.class,
            Spliterator.class,
            Callable.class,
            Runnable.class,
            Closeable.class);

    private UnsupportedTypes() {}

    /**
     * Says why a type is no column.
     *
     * @param type the component's type
     * @param named whether the component says which column type it has
     * @return the reason and the remedy, or null where nothing speaks against it
     */
    static @Nullable String misfit(Type type, boolean named) {
        String reason = reason(type, named);
        return reason == null ? null : "is of type " + simple(type) + ", which no column holds: " + reason;
    }

    private static @Nullable String reason(Type type, boolean named) {
        if (type instanceof TypeVariable<?>) {
            return "it is different for each use of the record; give the component one type";
        }
        Class<?> erased = JavaClasses.erase(type);
        if (erased == Object.class) {
            return named ? null : "say what is in it, as a type that Jackson reads, such as JsonNode for any JSON";
        }
        if (erased.isArray()) {
            return reason(element(type, erased), named);
        }
        String absent = absent(type, erased);
        if (absent != null) {
            return ABSENT + absent;
        }
        return inside(type);
    }

    private static Type element(Type type, Class<?> erased) {
        return type instanceof GenericArrayType generic ? generic.getGenericComponentType() : erased.getComponentType();
    }

    private static @Nullable String absent(Type type, Class<?> erased) {
        if (erased == Optional.class) {
            return type instanceof ParameterizedType generic ? simple(generic.getActualTypeArguments()[0]) : "Object";
        }
        return ABSENT_NUMBERS.get(erased);
    }

    /** What is kept as JSON may hold what Jackson can read, but nothing that brings its value later. */
    private static @Nullable String inside(Type type) {
        Class<?> erased = JavaClasses.erase(type);
        boolean holder = Collection.class.isAssignableFrom(erased) || Map.class.isAssignableFrom(erased);
        if (!holder || !(type instanceof ParameterizedType generic)) {
            return plain(erased);
        }
        return Stream.of(generic.getActualTypeArguments())
                .map(argument -> inside(argument instanceof WildcardType any ? any.getUpperBounds()[0] : argument))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String plain(Class<?> type) {
        if (type.isEnum() || type.isRecord()) {
            return null;
        }
        if (CHANGING.contains(type.getPackageName())) {
            return CHANGES;
        }
        boolean later = type.getPackageName().equals("java.util.function")
                || BRINGING_LATER.stream().anyMatch(bringing -> bringing.isAssignableFrom(type));
        return later ? LATER : null;
    }

    /** The type as it is written in Java, without packages. */
    private static String simple(Type type) {
        return type.getTypeName().replaceAll("[a-z_][\\w]*\\.(?=[A-Za-z_])", "");
    }
}
