package dev.relata.model;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** A type as a relationship names it: by its class, by its name, or as the type that declares a component. Immutable. */
public final class TypeRef {

    private final Predicate<Class<?>> matches;
    private final Supplier<String> words;

    private TypeRef(Predicate<Class<?>> matches, Supplier<String> words) {
        this.matches = matches;
        this.words = words;
    }

    static TypeRef of(Class<?> type) {
        return new TypeRef(type::equals, type::getSimpleName);
    }

    static TypeRef named(String name) {
        return new TypeRef(
                type -> type.getSimpleName().equals(name) || type.getName().equals(name), () -> name);
    }

    /** The model reads the accessor, not the constant, so that an error in it is reported with all others. */
    static TypeRef declaring(ComponentRef component) {
        return new TypeRef(
                type -> type == component.reference().owner(),
                () -> component.reference().owner().getSimpleName());
    }

    /** A type that is not known before the model is built. */
    static TypeRef supplied(Supplier<TypeRef> type) {
        return new TypeRef(
                candidate -> type.get().matches(candidate), () -> type.get().describe());
    }

    /**
     * Tells whether a class is the type.
     *
     * @param candidate the class
     * @return true if it has the name, or is the class
     */
    public boolean matches(Class<?> candidate) {
        return matches.test(candidate);
    }

    /**
     * Returns the words for an error.
     *
     * @return the simple name, or the name as it was given
     */
    public String describe() {
        return words.get();
    }
}
