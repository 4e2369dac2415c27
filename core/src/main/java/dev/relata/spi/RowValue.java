package dev.relata.spi;

import org.jspecify.annotations.Nullable;

/** A value that a row has: rows are grouped, ordered and summed up by such values. Immutable. */
public sealed interface RowValue extends Expression permits Path, Truncated, Product, RelatedValue {

    /**
     * Answers the Java type of the value.
     *
     * @return the class, boxed
     */
    Class<?> valueClass();

    /**
     * Names the value in messages.
     *
     * @return the words, such as {@code Book.pages}
     */
    String describe();

    /**
     * Answers the Java type of the value as users see it.
     *
     * @return the class, boxed; that of the component where a converter stores it as another type
     */
    default Class<?> componentClass() {
        return valueClass();
    }

    /**
     * Turns the value as a store answers it into the one that users see.
     *
     * @param stored what is stored, null for none
     * @return the value, null for null
     * @throws dev.relata.error.InvalidValueException where a converter refuses it
     */
    default @Nullable Object toValue(@Nullable Object stored) {
        return stored;
    }
}
