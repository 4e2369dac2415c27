package dev.relata.mapping;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.RelationshipType;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that shows an entity in another shape, with a source for each component. Immutable, thread-safe.
 *
 * @param <V> the record
 */
public final class ViewType<V> {

    /** What fills a component. */
    public sealed interface Part {}

    /**
     * A value of the row.
     *
     * @param attribute the attribute
     */
    public record Value(Attribute attribute) implements Part {}

    /**
     * The number of related rows.
     *
     * @param relationship the relationship
     * @param narrow whether the component is an int and not a long
     */
    public record Count(RelationshipType<?, ?> relationship, boolean narrow) implements Part {}

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
            @Nullable ViewType<?> view) implements Part {}

    /**
     * Rows that a relation of the type to itself reaches, to the end, each as this view again.
     *
     * @param relationship the relationship
     * @param holder how the component holds them
     */
    public record Again(RelationshipType<?, ?> relationship, Holder holder) implements Part {}

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
    private final List<Part> parts;
    private final MethodHandle constructor;

    ViewType(Class<V> javaType, EntityType<?> entity, List<Part> parts, MethodHandle constructor) {
        this.javaType = javaType;
        this.entity = entity;
        this.parts = List.copyOf(parts);
        this.constructor = constructor;
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
    public List<Part> parts() {
        return parts;
    }

    /**
     * Puts a view together.
     *
     * @param values a value for each of {@link #parts()}
     * @return the record
     */
    public V instantiate(@Nullable Object[] values) {
        try {
            return javaType.cast((Object) constructor.invokeExact(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return javaType.getSimpleName();
    }
}
