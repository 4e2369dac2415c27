package dev.relata.model;

import dev.relata.error.RefusedException;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * Converts the values of a Java type of the user's own into values of a type that stores know, and back.
 *
 * <pre>{@code
 * Relata.builder().converter(Money.class, Converter.of(BigDecimal.class, Money::amount, Money::new))
 * }</pre>
 *
 * <p>The converter is applied to every component of the type, and to each element of a component that is an array of it: in rows,
 * keys, conditions, assignments, views, groups, minima and maxima. The store compares and sorts the stored values, so two Java
 * values are equal there if their stored values are. Null is stored as null, without a call of the converter. If a function throws or
 * returns null, the request fails with an {@code InvalidValueException} that names the property.
 *
 * <p>Implementations are immutable and thread-safe: the functions are called on any thread and concurrently, and must return equal
 * results for equal values.
 *
 * @param <V> the type of the component
 * @param <S> the type of the stored values, one that the store knows
 */
public interface Converter<V, S> {

    /**
     * Makes a converter from two functions.
     *
     * @param storedType the type of the stored values; a primitive class stands for its box
     * @param toStored converts a value of the component into the stored value
     * @param toValue converts a stored value into a value of the component
     * @param <V> the type of the component
     * @param <S> the type that is stored
     * @return the converter
     */
    static <V, S> Converter<V, S> of(
            Class<S> storedType, Function<? super V, ? extends S> toStored, Function<? super S, ? extends V> toValue) {
        RefusedException.unlessNull(storedType, "Converter.of", "the type that is stored");
        RefusedException.unlessNull(toStored, "Converter.of", "the function that makes what is stored");
        RefusedException.unlessNull(toValue, "Converter.of", "the function that makes the value");
        @SuppressWarnings("unchecked") // a primitive's own class and its box have the same values
        Class<S> boxed = (Class<S>) MethodType.methodType(storedType).wrap().returnType();
        return new Converter<>() {
            @Override
            public Class<S> storedType() {
                return boxed;
            }

            @Override
            public S toStored(V value) {
                return toStored.apply(value);
            }

            @Override
            public V toValue(S stored) {
                return toValue.apply(stored);
            }
        };
    }

    /**
     * Returns the type of the stored values.
     *
     * @return the class, never a primitive one
     */
    Class<S> storedType();

    /**
     * Converts a value of the component into the stored value.
     *
     * @param value the value, never null
     * @return the stored value, not null
     */
    S toStored(V value);

    /**
     * Converts a stored value into a value of the component.
     *
     * @param stored the stored value, never null
     * @return the value, not null
     */
    V toValue(S stored);
}
