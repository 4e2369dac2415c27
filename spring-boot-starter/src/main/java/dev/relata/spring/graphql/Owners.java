package dev.relata.spring.graphql;

import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Finds the owner of a relationship in the environment of a field.
 *
 * @param relationship its name, for messages
 * @param type its record
 */
record Owners<S>(String relationship, Class<S> type) {

    /** Returns the source of the field. */
    S of(DataFetchingEnvironment environment) {
        @Nullable Object source = environment.getSource();
        if (type.isInstance(source)) {
            return type.cast(source);
        }
        String found = source == null ? "none" : "a " + source.getClass().getName();
        throw new IllegalStateException(relationship + ": the source of the field "
                + environment.getParentType() + "." + environment.getField().getName() + " must be a "
                + type.getSimpleName() + ", and is " + found + "; wire the relationship to a field of its owner");
    }
}
