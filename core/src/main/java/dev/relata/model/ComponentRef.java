package dev.relata.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A component as a relationship names it: by its accessor or, where the type cannot be seen, by its name. Immutable.
 *
 * @param property the reference, or null
 * @param given the name, or null
 */
public record ComponentRef(
        @Nullable Property<?, ?> property, @Nullable String given) {

    static ComponentRef of(Property<?, ?> property) {
        return new ComponentRef(property, null);
    }

    static ComponentRef named(String name) {
        return new ComponentRef(null, name);
    }

    static List<ComponentRef> all(Property<?, ?> first, Property<?, ?>... more) {
        return Stream.concat(Stream.of(first), Stream.of(more))
                .map(ComponentRef::of)
                .toList();
    }

    static List<ComponentRef> all(Key<?> key) {
        return key.properties().stream().map(ComponentRef::of).toList();
    }

    /**
     * Returns the name of the component.
     *
     * @return the name, read from the accessor where it was not given
     */
    public String name() {
        return given != null ? given : reference().name();
    }

    PropertyRef reference() {
        if (property == null) {
            throw new IllegalStateException("a property given by name has no declaring type");
        }
        return PropertyRef.of(property);
    }
}
