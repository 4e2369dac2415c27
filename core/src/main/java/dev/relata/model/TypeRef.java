package dev.relata.model;

import org.jspecify.annotations.Nullable;

/**
 * A type as a relationship names it: by class, by name, or as the type that declares a property. Immutable.
 *
 * @param type the class, or null
 * @param name the simple or full name, or null
 * @param member the property whose declaring type is meant, or null
 */
public record TypeRef(
        @Nullable Class<?> type,
        @Nullable String name,
        @Nullable Member member) {

    static TypeRef of(Class<?> type) {
        return new TypeRef(type, null, null);
    }

    static TypeRef named(String name) {
        return new TypeRef(null, name, null);
    }

    static TypeRef declaring(Member member) {
        return new TypeRef(null, null, member);
    }

    /**
     * Tells whether a class is the type.
     *
     * @param candidate the class
     * @return true if it has the name, or is the class
     */
    public boolean matches(Class<?> candidate) {
        if (name != null) {
            return candidate.getSimpleName().equals(name) || candidate.getName().equals(name);
        }
        return candidate == resolved();
    }

    /**
     * Returns the words for an error.
     *
     * @return the simple name, or the name as it was given
     */
    public String describe() {
        return name != null ? name : resolved().getSimpleName();
    }

    private Class<?> resolved() {
        if (type != null) {
            return type;
        }
        if (member == null) {
            throw new IllegalStateException("a type reference needs a class, a name or a property");
        }
        return member.reference().owner();
    }
}
