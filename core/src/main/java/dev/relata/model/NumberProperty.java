package dev.relata.model;

/**
 * A component that holds a number, given as a method reference to its accessor: {@code Book::pages}. The same reference is
 * a {@link Property} too; where a method takes either, the compiler chooses this one for numbers, and so allows arithmetic
 * on them and on nothing else.
 *
 * @param <E> the record
 * @param <N> the component's type, boxed where it is primitive
 */
@FunctionalInterface
public interface NumberProperty<E, N extends Number> extends Property<E, N> {}
