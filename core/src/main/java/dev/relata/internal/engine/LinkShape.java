package dev.relata.internal.engine;

import dev.relata.internal.resolve.LinkQuery;
import dev.relata.internal.resolve.ToOneErrors;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Link;
import dev.relata.spi.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a link: the join record, and beside it the target.
 *
 * @param relationship the relationship, through a join record
 */
record LinkShape<T, J>(RelationshipType<?, T> relationship) {

    List<Path> columns() {
        List<Path> columns = new ArrayList<>();
        for (Attribute attribute : join().attributes()) {
            columns.add(Path.of(attribute));
        }
        for (Attribute attribute : relationship.target().attributes()) {
            columns.add(new Path(List.of(LinkQuery.toTarget(relationship)), attribute));
        }
        return columns;
    }

    Link<T, J> link(@Nullable Object[] row) {
        int width = join().attributes().size();
        if (row[width + relationship.target().id().get(0).index()] == null) {
            throw ToOneErrors.linkedToNothing(relationship, row);
        }
        T target = relationship.target().instantiate(Arrays.copyOfRange(row, width, row.length));
        return new Link<>(target, join().instantiate(Arrays.copyOf(row, width)));
    }

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    private EntityType<J> join() {
        return (EntityType<J>) relationship.junctionOrThrow().type();
    }
}
