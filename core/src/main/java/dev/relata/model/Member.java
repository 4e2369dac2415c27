package dev.relata.model;

import org.jspecify.annotations.Nullable;

/**
 * A component as a relationship names it: by its accessor or, where the type cannot be seen, by its name. Immutable.
 *
 * @param property the reference, or null
 * @param given the name, or null
 */
public record Member(
        @Nullable Property<?, ?> property, @Nullable String given) {

    /**
     * Names a component by its accessor.
     *
     * @param property the accessor
     * @return the component
     */
    public static Member of(Property<?, ?> property) {
        return new Member(property, null);
    }

    /**
     * Names a component by its name.
     *
     * @param name the name
     * @return the component
     */
    public static Member of(String name) {
        return new Member(null, name);
    }

    /**
     * Returns the name of the component.
     *
     * @return the name, read from the accessor where it was not given
     */
    public String name() {
        if (given != null) {
            return given;
        }
        return reference().name();
    }

    PropertyRef reference() {
        if (property == null) {
            throw new IllegalStateException("a property given by name has no declaring type");
        }
        return PropertyRef.of(property);
    }
}
