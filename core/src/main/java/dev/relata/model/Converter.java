package dev.relata.model;

import dev.relata.error.RefusedException;
import java.lang.invoke.MethodType;
import java.util.function.Function;

/**
 * Stores the values of one Java type as values of another, which stores know.
 *
 * <pre>{@code
 * Relata.builder().converter(Money.class, Converter.of(BigDecimal.class, Money::amount, Money::new))
 * }</pre>
 *
 * <p>Every component of the type is converted, and of arrays of it each element: in rows, keys, conditions, assignments, views,
 * groups, minima and maxima. What is equal and how values sort the store says of what is stored. A null is never converted. What a
 * function throws, or a null that it answers, becomes an {@code InvalidValueException} that names the property.
 *
 * <p>Functions may be called on any thread, several at a time, and answer the same for the same value.
 *
 * @param <V> the type of the component
 * @param <S> the type that is stored, one that the store knows
 */
public interface Converter<V, S> {

    /**
     * Makes a converter of two functions.
     *
     * @param storedType the type that is stored
     * @param toStored turns a value into what is stored
     * @param toValue turns what is stored into a value
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
     * Answers the type that is stored.
     *
     * @return the class, boxed
     */
    Class<S> storedType();

    /**
     * Turns a value into what is stored.
     *
     * @param value the value, never null
     * @return what is stored, not null
     */
    S toStored(V value);

    /**
     * Turns what is stored into a value.
     *
     * @param stored what is stored, never null
     * @return the value, not null
     */
    V toValue(S stored);
}
