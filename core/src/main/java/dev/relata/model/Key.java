package dev.relata.model;

import java.util.List;

/**
 * Several properties that together refer to a row; made by {@link Relationships#key}. Immutable.
 *
 * @param <E> the record
 */
public final class Key<E> {

    private final List<Property<E, ?>> properties;

    Key(List<Property<E, ?>> properties) {
        this.properties = List.copyOf(properties);
    }

    /**
     * Answers the properties.
     *
     * @return the properties in the order given, unmodifiable
     */
    public List<Property<E, ?>> properties() {
        return properties;
    }
}
