package dev.relata.schema.internal.diagram;

import java.util.List;

/**
 * A box. Immutable.
 *
 * @param name what stands at its top
 * @param subtitle what stands below that, smaller; empty for nothing
 * @param link whether it only links others, and is drawn paler
 * @param fields its fields, from top to bottom
 */
public record Box(String name, String subtitle, boolean link, List<Field> fields) {

    /** Copies the list. */
    public Box {
        fields = List.copyOf(fields);
    }
}
