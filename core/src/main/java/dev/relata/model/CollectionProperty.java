package dev.relata.model;

import java.util.Collection;

/**
 * A component that holds a list or a set, given as a method reference to its accessor: {@code Film::features}.
 *
 * @param <E> the record
 * @param <T> the type of the elements
 */
@FunctionalInterface
public interface CollectionProperty<E, T> extends Property<E, Collection<T>> {}
