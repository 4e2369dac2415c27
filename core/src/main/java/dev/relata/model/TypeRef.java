package dev.relata.model;

import org.jspecify.annotations.Nullable;

/**
 * A type as a relationship names it: by class, by name, or as the type that declares a property.
 *
 * @param type the class, or null
 * @param name the simple or full name, or null
 * @param member the property whose declaring type is meant, or null
 */
record TypeRef(
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

    boolean matches(Class<?> candidate) {
        if (name != null) {
            return candidate.getSimpleName().equals(name) || candidate.getName().equals(name);
        }
        return candidate == resolved();
    }

    /** The words for an error. */
    String describe() {
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
