package dev.relata.spi;

import dev.relata.model.Association;
import dev.relata.model.Attribute;
import java.util.List;

/**
 * An attribute of a row, or of a row that it refers to. Immutable.
 *
 * <p>Where a row on the way is missing the value is null.
 *
 * @param steps the to-one associations on the way, each from the row before; empty for the row's own attribute
 * @param attribute the attribute of the row at the end
 */
public record Path(List<Association> steps, Attribute attribute) implements Expression {

    /** Copies the list. */
    public Path {
        steps = List.copyOf(steps);
    }

    /**
     * The row's own attribute.
     *
     * @param attribute the attribute
     * @return the path
     */
    public static Path of(Attribute attribute) {
        return new Path(List.of(), attribute);
    }
}
