package dev.relata.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, given as a method reference to its accessor: {@code Book::title}.
 *
 * <p>A lambda or a reference to a static method is refused when the property is first used: only a reference to an
 * accessor has a name to read. Finding the name never initialises the record's class.
 *
 * @param <E> the record
 * @param <V> the component's type, boxed where it is primitive
 */
@FunctionalInterface
public interface Property<E, V> extends Serializable {

    /**
     * Reads the component.
     *
     * @param entity the record
     * @return its value, null where the component is nullable
     */
    @Nullable
    V get(E entity);
}
