package dev.relata.metamodel;

import dev.relata.model.Converter;
import java.lang.reflect.Array;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Converts an array element by element; nulls in it stay. Immutable.
 *
 * @param elementType the class of the elements
 * @param element converts an element
 */
record ArrayConverter(Class<?> elementType, Converter<Object, Object> element) implements Converter<Object, Object> {

    @Override
    @SuppressWarnings("unchecked") // the class of an array is one of objects
    public Class<Object> storedType() {
        return (Class<Object>) (Class<?>) element.storedType().arrayType();
    }

    @Override
    public Object toStored(Object value) {
        return converted(value, element.storedType(), element::toStored);
    }

    @Override
    public Object toValue(Object stored) {
        return converted(stored, elementType, element::toValue);
    }

    private static Object converted(Object array, Class<?> type, UnaryOperator<Object> element) {
        int length = Array.getLength(array);
        Object converted = Array.newInstance(type, length);
        for (int i = 0; i < length; i++) {
            @Nullable Object value = Array.get(array, i);
            Array.set(converted, i, value == null ? null : element.apply(value));
        }
        return converted;
    }
}
