package dev.relata.internal.plan;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of a row: some of its attributes, and how they are held. Immutable. */
interface RowProjection {

    /** The attributes that are read, in the order of their columns. */
    List<Attribute> attributes();

    /** Takes the attributes' values out of an answer's row. */
    Object of(@Nullable Object[] row, int from);

    /** One attribute's value in what {@link #of} has made. */
    @Nullable
    Object value(Object content, Attribute attribute);

    /** The whole row as its record. */
    static <E> RowProjection entity(EntityType<E> type) {
        return new RowProjection() {
            @Override
            public List<Attribute> attributes() {
                return type.attributes();
            }

            @Override
            public Object of(@Nullable Object[] row, int from) {
                int to = from + type.attributes().size();
                return type.instantiate(
                        from == 0 && to == row.length ? row : Arrays.<@Nullable Object>copyOfRange(row, from, to));
            }

            @Override
            public @Nullable Object value(Object content, Attribute attribute) {
                return type.value(type.javaType().cast(content), attribute);
            }
        };
    }

    /** Some attributes as an array. */
    static RowProjection values(List<Attribute> attributes) {
        return new RowProjection() {
            @Override
            public List<Attribute> attributes() {
                return attributes;
            }

            @Override
            public Object of(@Nullable Object[] row, int from) {
                return Arrays.<@Nullable Object>copyOfRange(row, from, from + attributes.size());
            }

            @Override
            public @Nullable Object value(Object content, Attribute attribute) {
                return ((@Nullable Object[]) content)[attributes.indexOf(attribute)];
            }
        };
    }
}
