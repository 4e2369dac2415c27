package dev.relata.internal.plan;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of a row: some of its attributes, and how they are held. Immutable. */
interface RowProjection {

    /** The attributes of the row that are read, in the order of their columns. */
    List<Attribute> attributes();

    /** What is read: the row's attributes, and then values of rows that it refers to. */
    default List<Path> paths() {
        return attributes().stream().map(Path::of).toList();
    }

    /** Takes the attributes' values out of an answer's row. */
    Object of(@Nullable Object[] row, int from);

    /** One attribute's value in what {@link #of} has made. */
    @Nullable
    Object value(Object content, Attribute attribute);

    /** One of the values that are read, in what {@link #of} has made. */
    default @Nullable Object value(Object content, Path path) {
        return value(content, path.attribute());
    }

    /** Whether the whole row is kept, as its record. */
    default boolean isEntity() {
        return false;
    }

    /** The whole row as its record. */
    static <E> RowProjection entity(EntityType<E> type) {
        return new RowProjection() {
            @Override
            public List<Attribute> attributes() {
                return type.attributes();
            }

            @Override
            public boolean isEntity() {
                return true;
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

    /** Some attributes, and values of rows that the row refers to, as an array. */
    static RowProjection values(List<Attribute> attributes, List<Path> distant) {
        List<Path> paths = new ArrayList<>();
        attributes.forEach(attribute -> paths.add(Path.of(attribute)));
        paths.addAll(distant);
        return new RowProjection() {
            @Override
            public List<Attribute> attributes() {
                return attributes;
            }

            @Override
            public List<Path> paths() {
                return paths;
            }

            @Override
            public Object of(@Nullable Object[] row, int from) {
                return Arrays.<@Nullable Object>copyOfRange(row, from, from + paths.size());
            }

            @Override
            public @Nullable Object value(Object content, Attribute attribute) {
                return ((@Nullable Object[]) content)[attributes.indexOf(attribute)];
            }

            @Override
            public @Nullable Object value(Object content, Path path) {
                return ((@Nullable Object[]) content)[paths.indexOf(path)];
            }
        };
    }
}
