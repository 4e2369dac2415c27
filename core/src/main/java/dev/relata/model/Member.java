package dev.relata.model;

import org.jspecify.annotations.Nullable;

/**
 * A property as a relationship names it: by reference or, where the type cannot be seen, by name.
 *
 * @param property the reference, or null
 * @param given the name, or null
 */
record Member(@Nullable Property<?, ?> property, @Nullable String given) {

    static Member of(Property<?, ?> property) {
        return new Member(property, null);
    }

    static Member of(String name) {
        return new Member(null, name);
    }

    String name() {
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
