package dev.relata.examples.atlas.web.type;

import dev.relata.examples.atlas.model.Field;
import java.lang.reflect.Modifier;

/**
 * A field in a list. Immutable.
 *
 * @param name its name
 * @param type its type
 * @param modifiers its modifiers
 */
record FieldRow(String name, String type, String modifiers) {

    static FieldRow of(Field field) {
        return new FieldRow(
                field.name(),
                Descriptors.field(field.descriptor()),
                Descriptors.modifiers(field.flags(), Modifier.fieldModifiers()));
    }
}
