package dev.relata.spring.graphql;

import dev.relata.metamodel.Attribute;

/** Says which properties arguments and cursors can be compared with. Stateless. */
final class Comparisons {

    private Comparisons() {}

    /** Refuses a property if what is stored of it has no order; the store compares that, and not the values of the component. */
    static void check(Attribute attribute) {
        if (!Comparable.class.isAssignableFrom(attribute.valueClass())) {
            throw new IllegalArgumentException(attribute.qualifiedName() + " is a "
                    + attribute.componentClass().getSimpleName() + ", and cannot be compared with an argument");
        }
    }
}
