package dev.relata.internal.plan;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.spi.Aggregate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is read of the rows of one type, and which branches lead on from them. Not changed once it is built; plans share it. */
final class PlanShape {

    private final FilterResolver resolver;
    private final EntityType<?> type;
    private final RowProjection content;
    private final List<PlanBranch> branches = new ArrayList<>();
    private @Nullable PlanShape above;
    private volatile @Nullable List<String> names;
    private volatile @Nullable ColumnLayout layout;

    PlanShape(FilterResolver resolver, EntityType<?> type, RowProjection content) {
        this.resolver = resolver;
        this.type = type;
        this.content = content;
    }

    EntityType<?> type() {
        return type;
    }

    RowProjection content() {
        return content;
    }

    /** The layout of a request for rows of this shape as roots, made when it is first asked for. */
    ColumnLayout layout() {
        ColumnLayout known = layout;
        if (known == null) {
            known = ColumnLayout.of(this);
            layout = known;
        }
        return known;
    }

    /** The branches; the place of each is that of its answer in a node's slots. */
    List<PlanBranch> branches() {
        return branches;
    }

    void add(PlanBranch branch) {
        branches.add(branch);
        if (branch.target() != this) {
            branch.target().above = this;
        }
    }

    /** The shape of the rows that lead to these, or null for the roots. */
    @Nullable
    PlanShape above() {
        return above;
    }

    /**
     * The branch that a graph is asked for, or one of links for their rows, or null where the plan has neither.
     *
     * @param aggregate what is computed over the rows, or null for the rows themselves
     */
    @Nullable
    PlanBranch find(
            @Nullable String alias, RelationshipType<?, ?> relationship, What what, @Nullable Aggregate aggregate) {
        for (int i = 0; i < branches.size(); i++) {
            PlanBranch branch = branches.get(i);
            if (branch.relationship() == relationship && branch.isOf(alias, what, aggregate)) {
                return branch;
            }
        }
        PlanBranch known = find(alias, what, aggregate, branch -> branch.relationship() == relationship);
        if (known != null || branches.isEmpty()) {
            return known;
        }
        String identity = resolver.identity(relationship);
        return find(
                alias,
                what,
                aggregate,
                branch -> resolver.identity(branch.relationship()).equals(identity));
    }

    private @Nullable PlanBranch find(
            @Nullable String alias, What what, @Nullable Aggregate aggregate, Predicate<PlanBranch> relationship) {
        PlanBranch near = null;
        for (PlanBranch branch : branches) {
            boolean same = Objects.equals(branch.aggregate(), aggregate) && Objects.equals(branch.alias(), alias);
            if (same && (near == null || branch.what() == what) && relationship.test(branch)) {
                near = branch;
            }
        }
        return near;
    }

    /** What a branch is called where all of a node is written. */
    String name(PlanBranch branch) {
        List<String> known = names;
        if (known == null) {
            known = distinctNames();
            names = known;
        }
        return known.get(branch.slot());
    }

    private List<String> distinctNames() {
        Map<String, PlanBranch> found = new LinkedHashMap<>();
        for (PlanBranch branch : branches) {
            PlanBranch other = found.putIfAbsent(branch.name(), branch);
            if (other != null) {
                PlanMessages words = new PlanMessages(resolver.model());
                throw new RefusedException("the graph of " + type.name() + " has " + words.fetching(other) + " and "
                        + words.fetching(branch) + ", which are both called \"" + branch.name()
                        + "\": fetch one of them under an alias, fetch(\"…\", …)");
            }
        }
        return List.copyOf(found.keySet());
    }

    /** What is to be read for nodes of this shape, those that were read with them included. */
    List<BranchTask> tasks(List<GraphNode> nodes) {
        List<BranchTask> tasks = new ArrayList<>();
        if (!nodes.isEmpty()) {
            branches.forEach(branch -> tasks.addAll(branch.tasks(nodes)));
        }
        return tasks;
    }

    FilterResolver resolver() {
        return resolver;
    }
}
