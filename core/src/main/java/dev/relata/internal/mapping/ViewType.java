package dev.relata.internal.mapping;

import dev.relata.error.InvalidValueException;
import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Aggregation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that shows an entity in another shape, with a source for each component. Immutable, thread-safe.
 *
 * @param <V> the record
 */
public final class ViewType<V> {

    /** What fills a component. */
    public sealed interface ViewComponent {

        /**
         * Answers what it is filled from.
         *
         * @return the name of an attribute or of a relationship
         */
        String source();
    }

    /** Related rows, or their number, that fill a component. */
    public sealed interface Relation extends ViewComponent {

        /** {@return the relationship} */
        RelationshipType<?, ?> relationship();

        @Override
        default String source() {
            return relationship().name();
        }
    }

    /**
     * A value of the row.
     *
     * @param attribute the attribute
     */
    public record Value(Attribute attribute) implements ViewComponent {
        @Override
        public String source() {
            return attribute.qualifiedName();
        }
    }

    /**
     * A value of a row that to-ones, one after another, lead to; null where there is none.
     *
     * @param steps the to-ones, by keys that are unique
     * @param attribute the attribute of the row at the end
     */
    public record Distant(List<RelationshipType<?, ?>> steps, Attribute attribute) implements ViewComponent {
        @Override
        public String source() {
            return attribute.qualifiedName();
        }
    }

    /**
     * The number of related rows.
     *
     * @param relationship the relationship
     * @param narrow whether the component is an int and not a long
     */
    public record Count(RelationshipType<?, ?> relationship, boolean narrow) implements Relation {}

    /**
     * An aggregate over related rows.
     *
     * @param relationship the relationship
     * @param function the function
     * @param attribute what of each related row it is over
     * @param distinct whether equal values count once
     * @param narrow whether a Long is held by an int
     */
    public record Computed(
            RelationshipType<?, ?> relationship,
            Aggregation.Function function,
            Attribute attribute,
            boolean distinct,
            boolean narrow)
            implements Relation {}

    /**
     * Related rows.
     *
     * @param relationship the relationship
     * @param holder how the component holds them
     * @param view what they are shown as, or null for the rows themselves
     */
    public record Rows(
            RelationshipType<?, ?> relationship,
            Holder holder,
            @Nullable ViewType<?> view) implements Relation {}

    /**
     * Rows that a relation of the type to itself reaches, to the end, each as this view again.
     *
     * @param relationship the relationship
     * @param holder how the component holds them
     */
    public record Again(RelationshipType<?, ?> relationship, Holder holder) implements Relation {}

    /** How a component holds related rows. */
    public enum Holder {
        /** A list in the relation's order. */
        LIST,
        /** A set in the relation's order. */
        SET,
        /** An Optional. */
        OPTIONAL,
        /** The row itself, or null where there is none. */
        NULLABLE,
        /** The row itself. */
        REQUIRED
    }

    private final Class<V> javaType;
    private final EntityType<?> entity;
    private final List<ViewComponent> parts;
    private final RecordShape<V> shape;
    private final List<@Nullable String> required;

    /** With the names of the components that hold no null, and null in the place of the others. */
    ViewType(
            Class<V> javaType,
            EntityType<?> entity,
            List<ViewComponent> parts,
            RecordShape<V> shape,
            List<@Nullable String> required) {
        this.javaType = javaType;
        this.entity = entity;
        this.parts = List.copyOf(parts);
        this.shape = shape;
        this.required = required;
    }

    /**
     * Answers what is shown.
     *
     * @return the entity
     */
    public EntityType<?> entity() {
        return entity;
    }

    /**
     * Answers the sources of the record's components.
     *
     * @return one for each, in their order
     */
    public List<ViewComponent> parts() {
        return parts;
    }

    /**
     * Finds a component that holds no null and would be null.
     *
     * @param values a value for each of {@link #parts()}
     * @return its position, or -1 where there is none
     */
    public int missing(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && required.get(i) != null) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Makes the error of a component that would be null.
     *
     * @param component its position
     * @param row the words for the row that is shown, such as {@code id=1}
     * @return the error to signal
     */
    public InvalidValueException nullFor(int component, String row) {
        return new InvalidValueException(javaType.getSimpleName() + "." + required.get(component)
                + " is null in the row with " + row
                + ", and the component is not @Nullable: annotate it, or see to it that "
                + parts.get(component).source() + " is never null");
    }

    /**
     * Puts a view together.
     *
     * @param values a value for each of {@link #parts()}, none of them {@link #missing}
     * @return the record; an error of its constructor is passed on
     */
    public V instantiate(@Nullable Object[] values) {
        return shape.instantiate(values);
    }

    @Override
    public String toString() {
        return javaType.getSimpleName();
    }
}
