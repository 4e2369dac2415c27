package dev.relata.model;

/**
 * A property that knows its own name, as references of other languages do, such as Kotlin's {@code Book::title}: there is no
 * method reference of Java to read it from.
 *
 * @param <E> the record
 * @param <V> the component's type, boxed where it is primitive
 */
public interface NamedProperty<E, V> extends Property<E, V> {

    /**
     * Returns the record that declares the component.
     *
     * @return the record's class
     */
    Class<?> owner();

    /**
     * Returns the name of the component.
     *
     * @return the name
     */
    String name();
}
