package dev.relata.spi;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import java.util.List;

/**
 * An attribute of a row, or of a row that it refers to. Immutable.
 *
 * <p>Where a row on the way is missing the value is null.
 *
 * <p>A path of one step into the rows of a junction, to the junction's {@link dev.relata.metamodel.Junction#position() position},
 * is the place of the row among those of its owner: of all links that lead to the row it means the owner's. The owner is the one
 * that restricts the innermost source of the query: that of the batch, of the outer row, or of {@link Predicate.OwnedBy}.
 *
 * @param steps the to-one associations on the way, each from the row before; empty for the row's own attribute
 * @param attribute the attribute of the row at the end
 */
public record Path(List<Association> steps, Attribute attribute) implements RowValue {

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

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.path(this);
    }

    @Override
    public String describe() {
        return attribute.qualifiedName();
    }

    /**
     * The place of a row among those of its owner.
     *
     * @param association how owners find their rows, through a junction with a position
     * @return the path
     */
    public static Path position(Association association) {
        Junction junction = association.junction();
        Attribute position = junction == null ? null : junction.position();
        if (junction == null || position == null) {
            throw new IllegalArgumentException("no junction keeps an order of these rows");
        }
        Association link = new Association(
                association.target(), association.targetKey(), null, junction.type(), junction.targetColumns());
        return new Path(List.of(link), position);
    }

    /**
     * Tells whether this is the place of a row among those of its owner.
     *
     * @param association how owners find their rows
     * @return true where it is
     */
    public boolean isPosition(Association association) {
        Junction junction = association.junction();
        return junction != null
                && attribute.equals(junction.position())
                && steps.size() == 1
                && steps.get(0).target().table().equals(junction.type().table());
    }
}
