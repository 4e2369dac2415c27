package dev.relata.fetch;

import dev.relata.engine.Engine;
import dev.relata.model.EntityType;
import dev.relata.model.RelationshipType;
import dev.relata.query.Fetch.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is read of the rows of one type, and which branches lead on from them. Not changed once it is built. */
final class Shape {

    private final Engine engine;
    private final EntityType<?> type;
    private final Content content;
    private final List<Branch> branches = new ArrayList<>();

    Shape(Engine engine, EntityType<?> type, Content content) {
        this.engine = engine;
        this.type = type;
        this.content = content;
    }

    EntityType<?> type() {
        return type;
    }

    Content content() {
        return content;
    }

    /** The branches; the place of each is that of its answer in a node's slots. */
    List<Branch> branches() {
        return branches;
    }

    void add(Branch branch) {
        branches.add(branch);
    }

    /** The branch that a graph is asked for, or null where the plan has none. */
    @Nullable
    Branch find(@Nullable String alias, RelationshipType<?, ?> relationship, boolean counted) {
        Branch known = find(alias, counted, branch -> branch.relationship() == relationship);
        if (known != null || branches.isEmpty()) {
            return known;
        }
        String identity = engine.identity(relationship);
        return find(
                alias, counted, branch -> engine.identity(branch.relationship()).equals(identity));
    }

    private @Nullable Branch find(@Nullable String alias, boolean counted, Predicate<Branch> relationship) {
        for (Branch branch : branches) {
            boolean same = (branch.what() == What.COUNT) == counted && Objects.equals(branch.alias(), alias);
            if (same && relationship.test(branch)) {
                return branch;
            }
        }
        return null;
    }

    /** What is to be read for nodes of this shape, those that were read with them included. */
    List<Task> tasks(List<Node> nodes) {
        List<Task> tasks = new ArrayList<>();
        if (!nodes.isEmpty()) {
            branches.forEach(branch -> tasks.addAll(branch.tasks(nodes)));
        }
        return tasks;
    }

    Engine engine() {
        return engine;
    }
}
