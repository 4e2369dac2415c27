package dev.relata.internal.record;

import dev.relata.error.ModelException;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes a record apart and puts it together, by method handles on its accessors and its canonical constructor. */
public final class RecordShape<E> {

    private final Class<E> type;
    private final MethodHandle[] accessors;
    private final MethodHandle constructor;

    private RecordShape(Class<E> type, Predicate<RecordComponent> stored) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        List<MethodHandle> read = new ArrayList<>();
        Class<?>[] parameters = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            parameters[i] = components[i].getType();
            if (stored.test(components[i])) {
                read.add(accessor(components[i].getAccessor()));
            }
        }
        this.type = type;
        this.accessors = read.toArray(MethodHandle[]::new);
        this.constructor = constructor(type.getDeclaredConstructor(parameters), components, stored);
    }

    /**
     * Tells whether a record is nothing but the values that it is made of: its constructor stores them all, its accessors return them.
     * Reads its class file, so not for threads that must not block.
     */
    public boolean plain() {
        return PlainRecords.isPlain(type) && accessors.length == type.getRecordComponents().length;
    }

    /**
     * Opens a record.
     *
     * @throws ModelException where its module does not let it be opened
     */
    public static <E> RecordShape<E> of(Class<E> type) {
        return of(type, any -> true);
    }

    /**
     * Opens a record of which some components are left out: values are those of the others, and the constructor gets null, 0 or
     * false in their place.
     *
     * @throws ModelException where its module does not let it be opened
     */
    public static <E> RecordShape<E> of(Class<E> type, Predicate<RecordComponent> stored) {
        try {
            return new RecordShape<>(type, stored);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new ModelException(List.of(type.getName() + " cannot be opened by reflection (" + e.getMessage()
                    + "): where it is in a named module, add `opens " + type.getPackageName() + ";`"));
        }
    }

    private static MethodHandle accessor(Method method) throws IllegalAccessException {
        method.setAccessible(true);
        return MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
    }

    private static MethodHandle constructor(
            Constructor<?> constructor, RecordComponent[] components, Predicate<RecordComponent> stored)
            throws IllegalAccessException {
        constructor.setAccessible(true);
        MethodHandle full = MethodHandles.lookup().unreflectConstructor(constructor);
        for (int i = components.length - 1; i >= 0; i--) {
            if (!stored.test(components[i])) {
                full = MethodHandles.insertArguments(full, i, unset(components[i].getType()));
            }
        }
        return full.asSpreader(Object[].class, full.type().parameterCount())
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    private static @Nullable Object unset(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    /** Returns the values of all components. */
    public @Nullable Object[] values(E entity) {
        @Nullable Object[] values = new @Nullable Object[accessors.length];
        for (int i = 0; i < accessors.length; i++) {
            values[i] = value(entity, i);
        }
        return values;
    }

    /** Returns the value of one component. */
    public @Nullable Object value(E entity, int index) {
        try {
            return (@Nullable Object) accessors[index].invokeExact((Object) entity);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** Calls the canonical constructor; what it throws is passed on. */
    public E instantiate(@Nullable Object[] values) {
        try {
            return type.cast((Object) constructor.invokeExact(values));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(Throwable error) {
        if (error instanceof Error fatal) {
            throw fatal;
        }
        return error instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(error);
    }

    /**
     * Returns an annotation of a component, or else of its field, where Kotlin puts it.
     *
     * @return the annotation, or null where there is none
     */
    public static <A extends Annotation> @Nullable A annotation(RecordComponent component, Class<A> type) {
        A own = component.getAnnotation(type);
        return own != null
                ? own
                : field(component)
                        .map(field -> field.getAnnotation(type))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    /** Any annotation of a name counts, on the component, its field or its accessor, whatever library it is of. */
    public static boolean annotated(RecordComponent component, String name) {
        return Stream.concat(Stream.of(component, component.getAccessor()), field(component))
                .flatMap(element -> Stream.of(element.getAnnotations()))
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals(name));
    }

    private static Stream<Field> field(RecordComponent component) {
        return Stream.of(component.getDeclaringRecord().getDeclaredFields())
                .filter(field -> field.getName().equals(component.getName()));
    }

    /** Any annotation named Nullable counts, on the component, its accessor or its type; Kotlin boxes only what may be null. */
    public static boolean nullable(RecordComponent component) {
        return !component.getType().isPrimitive() && (annotatedNullable(component) || boxedByKotlin(component));
    }

    private static boolean boxedByKotlin(RecordComponent component) {
        return MethodType.methodType(component.getType()).unwrap().returnType().isPrimitive()
                && Stream.of(component.getDeclaringRecord().getAnnotations())
                        .anyMatch(annotation ->
                                annotation.annotationType().getName().equals("kotlin.Metadata"));
    }

    private static boolean annotatedNullable(RecordComponent component) {
        return Stream.of(
                        component,
                        component.getAccessor(),
                        component.getAnnotatedType(),
                        component.getAccessor().getAnnotatedReturnType())
                .map(AnnotatedElement.class::cast)
                .flatMap(element -> Stream.of(element.getAnnotations()))
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }
}
