package dev.relata.internal.select;

import dev.relata.internal.resolve.LinkQuery;
import dev.relata.internal.resolve.ToOneErrors;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Link;
import dev.relata.spi.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The columns that are read of a row, and what is made of their values. Immutable.
 *
 * @param columns makes the columns, where they are not those of a lookup
 * @param read makes the element of a row
 * @param <R> the element
 */
record RowShape<R>(Supplier<List<Path>> columns, Function<@Nullable Object[], R> read) {

    /** The whole row as its record. */
    static <E> RowShape<E> entity(EntityType<E> type) {
        return new RowShape<>(() -> type.attributes().stream().map(Path::of).toList(), type::instantiate);
    }

    /** The join record, and its target beside it. */
    static <T, J> RowShape<Link<T, J>> link(RelationshipType<?, T> relationship) {
        EntityType<T> target = relationship.target();
        @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
        EntityType<J> join = (EntityType<J>) relationship.junctionOrThrow().type();
        int width = join.attributes().size();
        int targetId = width + target.id().get(0).index();
        return new RowShape<>(() -> columns(join, relationship), row -> {
            if (row[targetId] == null) {
                throw ToOneErrors.linkedToNothing(relationship, row);
            }
            return new Link<>(
                    target.instantiate(Arrays.copyOfRange(row, width, row.length)),
                    join.instantiate(Arrays.copyOf(row, width)));
        });
    }

    private static List<Path> columns(EntityType<?> join, RelationshipType<?, ?> relationship) {
        List<Path> columns = new ArrayList<>();
        for (Attribute attribute : join.attributes()) {
            columns.add(Path.of(attribute));
        }
        List<Association> toTarget = List.of(LinkQuery.toTarget(relationship));
        for (Attribute attribute : relationship.target().attributes()) {
            columns.add(new Path(toTarget, attribute));
        }
        return columns;
    }
}
