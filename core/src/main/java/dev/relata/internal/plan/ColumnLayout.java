package dev.relata.internal.plan;

import dev.relata.internal.resolve.ToOneErrors;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.Path;
import dev.relata.spi.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which columns a request asks for, and how a row of the answer becomes a node. */
final class ColumnLayout {

    /**
     * A row that comes in the same answer's row: its owner's branch, where its values begin, and where its id is.
     */
    private record JoinedRow(
            PlanShape shape, @Nullable PlanBranch branch, int from, int[] id, List<JoinedRow> joined) {}

    private final List<Expression> columns;
    private final int offset;
    private final @Nullable RelationshipType<?, ?> links;
    private final @Nullable JoinedRow root;

    private ColumnLayout(
            PlanShape shape, int offset, List<Association> prefix, @Nullable RelationshipType<?, ?> links) {
        this.offset = offset;
        this.links = links;
        List<Expression> read = new ArrayList<>();
        if (links != null) {
            links.junctionOrThrow().type().attributes().forEach(attribute -> read.add(Path.of(attribute)));
        }
        root = part(read, shape, null, prefix);
        columns = List.copyOf(read);
    }

    private ColumnLayout(Aggregate aggregate) {
        offset = 1;
        links = null;
        columns = List.of(aggregate);
        root = null;
    }

    /** The layout of a plain request for the rows of a shape. */
    static ColumnLayout of(PlanShape shape) {
        return new ColumnLayout(shape, 0, List.of(), null);
    }

    /** The layout of a branch's request, whose rows begin with the owner's position. */
    static ColumnLayout of(PlanBranch branch, List<Association> toTarget) {
        Aggregate aggregate = branch.aggregate();
        if (aggregate != null) {
            return new ColumnLayout(aggregate);
        }
        return new ColumnLayout(
                branch.target(), 1, toTarget, branch.what() == What.LINKS ? branch.relationship() : null);
    }

    /** Adds the columns of a row, and of those that are joined to it. */
    private JoinedRow part(
            List<Expression> read, PlanShape shape, @Nullable PlanBranch branch, List<Association> steps) {
        int from = offset + read.size();
        List<Attribute> attributes = shape.content().attributes();
        shape.content().paths().forEach(path -> read.add(behind(steps, path)));
        int[] id = shape.type().id().stream()
                .mapToInt(attribute -> from + attributes.indexOf(attribute))
                .toArray();
        List<JoinedRow> joined = new ArrayList<>();
        for (PlanBranch next : shape.branches()) {
            if (next.way() == PlanBranch.Way.JOIN) {
                List<Association> further = new ArrayList<>(steps);
                further.add(next.association());
                joined.add(part(read, next.target(), next, further));
            }
        }
        return new JoinedRow(shape, branch, from, id, joined);
    }

    private static Path behind(List<Association> steps, Path path) {
        List<Association> all = new ArrayList<>(steps);
        all.addAll(path.steps());
        return new Path(all, path.attribute());
    }

    /** The columns, the same list for each request. */
    List<Expression> columns() {
        return columns;
    }

    /** The row as a node, with those that were read with it; one with a failure where the row cannot be read. */
    GraphNode read(@Nullable Object[] row) {
        if (root == null) {
            throw new IllegalStateException("an aggregate is no row");
        }
        if (row[offset] instanceof Unreadable unreadable) {
            return GraphNode.unreadable(root.shape(), unreadable.error());
        }
        try {
            return readable(root, row);
        } catch (RuntimeException error) {
            return GraphNode.unreadable(root.shape(), error);
        }
    }

    /** The content of a row that leads no further; a node with a failure where it cannot be read. */
    Object readLeaf(@Nullable Object[] row) {
        if (root == null) {
            throw new IllegalStateException("an aggregate is no row");
        }
        RuntimeException error = row[offset] instanceof Unreadable unreadable ? unreadable.error() : null;
        try {
            return error == null
                    ? root.shape().content().of(row, root.from())
                    : GraphNode.unreadable(root.shape(), error);
        } catch (RuntimeException refused) {
            return GraphNode.unreadable(root.shape(), refused);
        }
    }

    private GraphNode readable(JoinedRow root, @Nullable Object[] row) {
        if (links == null) {
            return node(root, row);
        }
        EntityType<?> data = links.junctionOrThrow().type();
        @Nullable
        Object[] link = Arrays.<@Nullable Object>copyOfRange(
                row, offset, offset + data.attributes().size());
        if (row[root.id()[0]] == null) {
            throw ToOneErrors.linkedToNothing(links, link);
        }
        GraphNode node = node(root, row);
        node.link(data.instantiate(link));
        return node;
    }

    private static GraphNode node(JoinedRow part, @Nullable Object[] row) {
        GraphNode node = new GraphNode(part.shape(), part.shape().content().of(row, part.from()));
        for (JoinedRow joined : part.joined()) {
            PlanBranch branch = joined.branch();
            if (branch != null) {
                boolean there = row[joined.id()[0]] != null;
                node.fill(branch, ToOneRule.checked(branch, node, there ? List.of(node(joined, row)) : List.of()));
            }
        }
        return node;
    }
}
