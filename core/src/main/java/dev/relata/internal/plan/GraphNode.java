package dev.relata.internal.plan;

import dev.relata.error.NotFetchedException;
import dev.relata.error.ValueText;
import dev.relata.internal.mapping.GraphParts;
import dev.relata.internal.mapping.GraphSerializer;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Aggregation;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Relationship;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.query.Fetch.What;
import dev.relata.query.Graph;
import dev.relata.query.Link;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;

/** A row and the answers of its shape's branches, each in its slot. Shows the same once its plan is carried out. */
final class GraphNode implements Graph<Object>, GraphParts {

    /** What was computed, and is null: an empty slot has not been read. */
    private static final Object NO_VALUE = new Object();

    private static final @Nullable Object[] NONE = new @Nullable Object[0];

    private final PlanShape shape;
    private final Object content;
    private final @Nullable Object[] slots;
    private @Nullable Object data;
    private @Nullable Object view;
    private boolean repeated;
    private @Nullable RuntimeException failure;

    GraphNode(PlanShape shape, Object content) {
        this.shape = shape;
        this.content = content;
        int width = shape.branches().size();
        this.slots = width == 0 ? NONE : new @Nullable Object[width];
    }

    /** A row that cannot be read: it has no content, and is never shown. */
    static GraphNode unreadable(PlanShape shape, RuntimeException error) {
        GraphNode node = new GraphNode(shape, NONE);
        node.fail(error);
        return node;
    }

    Object content() {
        return content;
    }

    /** What is wrong with the row, or with its answers; null for nothing. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** Notes what is wrong; of several the first counts. */
    void fail(RuntimeException error) {
        failure = failure == null ? error : failure;
    }

    /**
     * Finds a failure of the row or of one below it. Works in a loop, since graphs may be deeper than the stack.
     *
     * @param whole rows without a failure, which graphs may share; those found are added
     */
    @Nullable
    RuntimeException failureBelow(Set<GraphNode> whole) {
        Deque<GraphNode> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            GraphNode node = open.pop();
            if (node.failure != null) {
                return node.failure;
            }
            if (whole.add(node)) {
                node.pushBelow(open);
            }
        }
        return null;
    }

    private void pushBelow(Deque<GraphNode> open) {
        for (Object answer : slots) {
            if (answer instanceof List<?> rows) {
                for (Object row : rows) {
                    if (row instanceof GraphNode node) {
                        open.push(node);
                    }
                }
            }
        }
    }

    @Nullable
    Object value(Attribute attribute) {
        return shape.content().value(content, attribute);
    }

    @Nullable
    Object value(Path path) {
        return shape.content().value(content, path);
    }

    /** The id for the message of an error, such as {@code id=1}. */
    String describeId() {
        return shape.type().naming().stream()
                .map(attribute -> attribute.name() + "=" + ValueText.ofKey(value(attribute)))
                .collect(Collectors.joining(", "));
    }

    @Nullable
    StoredKey key(List<Attribute> attributes) {
        return StoredKey.of(shape.content(), content, attributes);
    }

    void fill(PlanBranch branch, Object answer) {
        slots[branch.slot()] = answer;
    }

    /** Fills a slot with what was computed, or with nothing. */
    void compute(PlanBranch branch, @Nullable Object value) {
        slots[branch.slot()] = value == null ? NO_VALUE : value;
    }

    void link(Object record) {
        data = record;
    }

    void repeat() {
        repeated = true;
    }

    @Nullable
    Object view() {
        return view;
    }

    void view(Object made) {
        view = made;
    }

    /** The nodes of a branch that was read. */
    @SuppressWarnings("unchecked") // a branch of rows is filled with nodes, a leaf with what these would hold
    List<GraphNode> nodes(PlanBranch branch) {
        Object answer = slots[branch.slot()];
        if (answer == null) {
            return List.of();
        }
        return branch.isLeaf() ? leaves(branch, (List<Object>) answer) : (List<GraphNode>) answer;
    }

    /** Nodes around the rows of a leaf, made when they are first asked for. Other threads may read the list: it is one of final fields. */
    private List<GraphNode> leaves(PlanBranch branch, List<Object> rows) {
        List<GraphNode> nodes = new ArrayList<>(rows.size());
        for (Object row : rows) {
            nodes.add(row instanceof GraphNode node ? node : new GraphNode(branch.target(), row));
        }
        List<GraphNode> made = List.copyOf(nodes);
        slots[branch.slot()] = made;
        return made;
    }

    long number(PlanBranch branch) {
        return slots[branch.slot()] instanceof Long number ? number : 0;
    }

    /** What was computed over the rows of a branch. */
    @Nullable
    Object computed(PlanBranch branch) {
        Object value = slots[branch.slot()];
        return value == NO_VALUE ? null : value;
    }

    @Override
    public Object root() {
        return content;
    }

    @Override
    public List<GraphPart> parts() {
        List<GraphPart> parts = new ArrayList<>();
        for (PlanBranch branch : shape.branches()) {
            boolean shown = slots[branch.slot()] != null && !(repeated && branch.way() == PlanBranch.Way.STEP);
            if (shown) {
                parts.add(part(branch));
            }
        }
        return parts;
    }

    private GraphPart part(PlanBranch branch) {
        RecursionMark recursion = switch (branch.way()) {
            case TREE -> RecursionMark.BEGINS;
            case STEP -> RecursionMark.GOES_ON;
            case BATCH, JOIN -> RecursionMark.NONE;
        };
        return new GraphPart(shape.name(branch), branch.alias() != null, written(branch), recursion);
    }

    private @Nullable Object written(PlanBranch branch) {
        return switch (branch.what()) {
            case COUNT -> number(branch);
            case AGGREGATE -> computed(branch);
            case LINKS -> MappedList.of(nodes(branch), link -> new Link<>(link, link.joinRecord()));
            case ROWS -> branch.single() ? nodes(branch).stream().findFirst().orElse(null) : nodes(branch);
        };
    }

    /** As every mapper writes it, with Relata's module or without. */
    @Override
    public void serialize(JsonGenerator json, SerializationContext context) {
        new GraphSerializer().serialize(this, json, context);
    }

    @Override
    public <U> Optional<U> one(ToOne<Object, U> relationship) {
        return first(null, relationship);
    }

    @Override
    public <U> Optional<U> one(HasOne<Object, U> relationship) {
        return first(null, relationship);
    }

    @Override
    public <U> Optional<U> one(String alias, ToOne<Object, U> relationship) {
        return first(alias, relationship);
    }

    @Override
    public <U> Optional<U> one(String alias, HasOne<Object, U> relationship) {
        return first(alias, relationship);
    }

    private <U> Optional<U> first(@Nullable String alias, Relationship<Object, U> relationship) {
        List<U> rows = entities(alias, relationship);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    @Override
    public <U> List<U> many(ToMany<Object, U> relationship) {
        return entities(null, relationship);
    }

    @Override
    public <U> List<U> many(String alias, ToMany<Object, U> relationship) {
        return entities(alias, relationship);
    }

    @SuppressWarnings("unchecked") // the nodes of a relationship hold its targets
    private <U> List<U> entities(@Nullable String alias, Relationship<Object, U> relationship) {
        PlanBranch branch = branch(alias, relationship, What.ROWS);
        return (List<U>) (branch.isLeaf() ? contents(branch) : contents(found(branch, What.ROWS)));
    }

    /** The rows of a branch that was read, without nodes around them. */
    @SuppressWarnings("unchecked") // a branch of rows is filled with nodes, a leaf with what these would hold
    List<Object> contents(PlanBranch branch) {
        List<Object> rows = (List<Object>) slots[branch.slot()];
        if (rows == null) {
            return List.of();
        }
        boolean nodes = !rows.isEmpty() && rows.get(0) instanceof GraphNode;
        return nodes ? contents((List<GraphNode>) (List<?>) rows) : rows;
    }

    private static List<Object> contents(List<GraphNode> nodes) {
        return MappedList.of(nodes, node -> node.content);
    }

    @Override
    public <U> List<Graph<U>> graphs(Relationship<Object, U> relationship) {
        return children(null, relationship);
    }

    @Override
    public <U> List<Graph<U>> graphs(String alias, Relationship<Object, U> relationship) {
        return children(alias, relationship);
    }

    @SuppressWarnings("unchecked") // the nodes of a relationship hold its targets
    private <U> List<Graph<U>> children(@Nullable String alias, Relationship<Object, U> relationship) {
        return MappedList.of(found(alias, relationship, What.ROWS), node -> (Graph<U>) node);
    }

    @Override
    public <U, J> List<Link<U, J>> links(ManyToManyThrough<Object, U, J> relationship) {
        return linked(null, relationship);
    }

    @Override
    public <U, J> List<Link<U, J>> links(String alias, ManyToManyThrough<Object, U, J> relationship) {
        return linked(alias, relationship);
    }

    @SuppressWarnings("unchecked") // links are read with the join record that the relationship goes through
    private <U, J> List<Link<U, J>> linked(@Nullable String alias, ManyToManyThrough<Object, U, J> relationship) {
        return MappedList.of(
                found(alias, relationship, What.LINKS), node -> new Link<>((U) node.content, (J) node.joinRecord()));
    }

    private Object joinRecord() {
        if (data == null) {
            throw new IllegalStateException("a link is read with its record");
        }
        return data;
    }

    @Override
    public long count(ToMany<Object, ?> relationship) {
        return counted(null, relationship);
    }

    @Override
    public long count(String alias, ToMany<Object, ?> relationship) {
        return counted(alias, relationship);
    }

    private long counted(@Nullable String alias, ToMany<Object, ?> relationship) {
        RelationshipType<?, ?> asked = shape.resolver().relationship(relationship);
        return number(computing(What.COUNT, alias, asked, Aggregate.countRows()));
    }

    @Override
    public <U, V> Optional<V> aggregate(ToMany<Object, U> relationship, Aggregation<U, V> aggregation) {
        return aggregated(null, relationship, aggregation);
    }

    @Override
    public <U, V> Optional<V> aggregate(String alias, ToMany<Object, U> relationship, Aggregation<U, V> aggregation) {
        return aggregated(alias, relationship, aggregation);
    }

    @SuppressWarnings("unchecked") // the store answers an aggregate in the type that its function has
    private <U, V> Optional<V> aggregated(
            @Nullable String alias, ToMany<Object, U> relationship, Aggregation<U, V> aggregation) {
        RelationshipType<?, ?> asked = shape.resolver().relationship(relationship);
        Aggregate aggregate = shape.resolver().values().aggregate(asked.target(), aggregation);
        return Optional.ofNullable((V) computed(computing(What.AGGREGATE, alias, asked, aggregate)));
    }

    private PlanBranch computing(What what, @Nullable String alias, RelationshipType<?, ?> asked, Aggregate aggregate) {
        PlanBranch branch = shape.find(alias, asked, what, aggregate);
        if (branch == null) {
            throw new NotFetched(shape, what, alias, asked, aggregate).error();
        }
        return branch;
    }

    private List<GraphNode> found(@Nullable String alias, Relationship<Object, ?> relationship, What what) {
        return found(branch(alias, relationship, what), what);
    }

    private List<GraphNode> found(PlanBranch branch, What what) {
        boolean manyLinks = branch.what() == What.LINKS && what == What.ROWS;
        return manyLinks ? eachOnce(nodes(branch)) : nodes(branch);
    }

    /** The branch that is asked for, which was read for this row. */
    private PlanBranch branch(@Nullable String alias, Relationship<Object, ?> relationship, What what) {
        RelationshipType<?, ?> asked = shape.resolver().relationship(relationship);
        PlanBranch branch = shape.find(alias, asked, what, null);
        if (branch == null || (what == What.LINKS && branch.what() != What.LINKS)) {
            throw notFetched(what, alias, asked);
        }
        if (slots[branch.slot()] == null) {
            throw new NotFetchedException(asked.name() + " was not fetched for this "
                    + shape.type().name() + ": the recursion ends above it; give it more depth, or Recursion.toEnd()");
        }
        return branch;
    }

    /** A pair may be linked more than once, but a row is related or it is not. */
    private static List<GraphNode> eachOnce(List<GraphNode> links) {
        Map<StoredKey, GraphNode> targets = new LinkedHashMap<>();
        for (GraphNode link : links) {
            StoredKey id = link.key(link.shape.type().id());
            if (id != null) {
                targets.putIfAbsent(id, link);
            }
        }
        return List.copyOf(targets.values());
    }

    private NotFetchedException notFetched(What what, @Nullable String alias, RelationshipType<?, ?> asked) {
        return new NotFetched(shape, what, alias, asked, null).error();
    }

    /** The row and the calls that were fetched, without the rows that these answered. */
    @Override
    public String toString() {
        List<String> calls = new PlanMessages(shape.resolver().model()).fetching(shape);
        return content instanceof Object[] ? shape.type().name() + calls : content + " with " + calls;
    }

    @Override
    public boolean fetched(Relationship<Object, ?> relationship) {
        PlanBranch branch = shape.find(null, shape.resolver().relationship(relationship), What.ROWS, null);
        return branch != null && slots[branch.slot()] != null;
    }

    @Override
    public boolean repeated() {
        return repeated;
    }
}
