package dev.relata.spi;

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
}
