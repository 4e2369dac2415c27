package dev.relata.examples.atlas.web.type;

import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.model.TypeKind;

/**
 * A type in a list. Immutable.
 *
 * @param name its binary name
 * @param kind what it is
 */
record TypeRow(String name, TypeKind kind) {

    static TypeRow of(Type type) {
        return new TypeRow(type.name(), type.kind());
    }
}
