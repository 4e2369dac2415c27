package dev.relata.model;

/**
 * A component that holds an array, given as a method reference to its accessor: {@code Film::features}.
 *
 * @param <E> the record
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface ArrayProperty<E, T> extends Property<E, T[]> {}
