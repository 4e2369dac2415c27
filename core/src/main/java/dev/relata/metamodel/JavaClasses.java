package dev.relata.metamodel;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small questions about Java types. */
final class JavaClasses {

    private static final Map<Class<?>, Class<?>> BOXED = Stream.of(
                    boolean.class,
                    byte.class,
                    short.class,
                    char.class,
                    int.class,
                    long.class,
                    float.class,
                    double.class,
                    void.class)
            .collect(Collectors.toUnmodifiableMap(
                    type -> type, type -> MethodType.methodType(type).wrap().returnType()));

    private JavaClasses() {}

    static Class<?> erase(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(erase(array.getGenericComponentType()), 0).getClass();
        }
        return Object.class;
    }

    static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? BOXED.getOrDefault(type, type) : type;
    }
}
