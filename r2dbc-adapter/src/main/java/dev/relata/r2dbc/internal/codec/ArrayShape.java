package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.r2dbc.internal.dialect.DefaultPgTypes;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One dimension of an array value: a Java array, a list or a set. */
interface ArrayShape {

    /** Returns the elements of such a value, in order. */
    List<? extends @Nullable Object> elements(Object value);

    /** Starts a new value of that size. */
    Filling fill(int size);

    static ArrayShape of(Type javaType) {
        Class<?> javaClass = DefaultPgTypes.boxedClass(javaType);
        if (DefaultPgTypes.isCollection(javaClass)) {
            return new CollectionShape(javaClass == Set.class);
        }
        return new JavaArrayShape(erased(Objects.requireNonNull(DefaultPgTypes.elementOf(javaType))));
    }

    private static Class<?> erased(Type type) {
        if (type instanceof GenericArrayType generic) {
            return erased(generic.getGenericComponentType()).arrayType();
        }
        if (type instanceof ParameterizedType generic) {
            return erased(generic.getRawType());
        }
        return type instanceof Class<?> javaClass ? javaClass : Object.class;
    }

    /** A value under construction. */
    interface Filling {
        void add(int index, @Nullable Object element);

        Object end();
    }

    /** A Java array, of objects or of primitives. */
    record JavaArrayShape(Class<?> component) implements ArrayShape {

        @Override
        public List<? extends @Nullable Object> elements(Object value) {
            if (value instanceof Object[] array) {
                return Arrays.asList(array);
            }
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> Array.get(value, i))
                    .toList();
        }

        @Override
        public Filling fill(int size) {
            Object array = Array.newInstance(component, size);
            return new Filling() {
                @Override
                public void add(int index, @Nullable Object element) {
                    if (element == null && component.isPrimitive()) {
                        throw new InvalidValueException("element " + index + " is null and cannot be put into "
                                + component + "[]; use an array of the boxed type");
                    }
                    Array.set(array, index, element);
                }

                @Override
                public Object end() {
                    return array;
                }
            };
        }
    }

    /** A list, or a set in the array's order; not modifiable. */
    record CollectionShape(boolean distinct) implements ArrayShape {

        @Override
        public List<? extends @Nullable Object> elements(Object value) {
            return value instanceof List<?> list ? list : new ArrayList<>((Collection<?>) value);
        }

        @Override
        public Filling fill(int size) {
            Collection<@Nullable Object> elements = distinct ? new LinkedHashSet<>() : new ArrayList<>(size);
            return new Filling() {
                @Override
                public void add(int index, @Nullable Object element) {
                    elements.add(element);
                }

                @Override
                public Object end() {
                    return elements instanceof Set<?> set
                            ? Collections.unmodifiableSet(set)
                            : Collections.unmodifiableList((List<?>) elements);
                }
            };
        }
    }
}
