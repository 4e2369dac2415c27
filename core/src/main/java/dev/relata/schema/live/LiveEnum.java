package dev.relata.schema.live;

import java.util.List;

/**
 * An enumerated type that is there. Immutable.
 *
 * @param name its name, unquoted; a dot parts the schema from it where the store does not find it without
 * @param labels its values, in their order
 */
public record LiveEnum(String name, List<String> labels) {

    /** Copies the list. */
    public LiveEnum {
        labels = List.copyOf(labels);
    }
}
