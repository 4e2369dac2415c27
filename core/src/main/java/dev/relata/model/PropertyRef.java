package dev.relata.model;

import dev.relata.error.ModelException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A property by the type that declares it and its name. Immutable.
 *
 * @param owner the record's class, not initialised by finding it
 * @param name the component's name
 */
public record PropertyRef(Class<?> owner, String name) {

    /**
     * Reads the method reference.
     *
     * @param property an accessor such as {@code Book::title}
     * @return the component
     * @throws ModelException for a lambda or a static method, which names none
     */
    public static PropertyRef of(Property<?, ?> property) {
        if (property instanceof NamedProperty<?, ?> named) {
            return new PropertyRef(named.owner(), named.name());
        }
        SerializedLambda form = serializedForm(property);
        if (form.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic
                || form.getImplMethodName().startsWith("lambda$")) {
            throw refused(form.getImplClass().replace('/', '.'));
        }
        ClassLoader loader = property.getClass().getClassLoader();
        MethodType type = MethodType.fromMethodDescriptorString(form.getInstantiatedMethodType(), loader);
        return new PropertyRef(type.parameterType(0), form.getImplMethodName());
    }

    private static SerializedLambda serializedForm(Property<?, ?> property) {
        try {
            Method writeReplace = property.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return (SerializedLambda) writeReplace.invoke(property);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException | ClassCastException e) {
            throw refused(property.getClass().getName());
        }
    }

    private static ModelException refused(String where) {
        return new ModelException(List.of("A property in " + where + " is not a reference to an accessor: a lambda or a"
                + " static method has no component to name. Write it as Book::title, not book -> book.title()."));
    }
}
