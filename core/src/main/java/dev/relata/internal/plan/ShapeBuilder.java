package dev.relata.internal.plan;

import dev.relata.error.RefusedException;
import dev.relata.internal.plan.PlanBranch.Way;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.EntityType;
import dev.relata.query.Fetch.What;
import dev.relata.spi.Aggregate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the shape of a selection's graphs: equal branches become one, and eager relationships are added. */
final class ShapeBuilder {

    /** What a graph is asked by. */
    private record GraphKey(
            @Nullable String alias, @Nullable Aggregate aggregate, String relationship) {}

    private final FilterResolver resolver;

    private ShapeBuilder(FilterResolver resolver) {
        this.resolver = resolver;
    }

    static PlanShape of(FilterResolver resolver, CompiledSelection selection) {
        return new ShapeBuilder(resolver).shape(List.of(selection), selection.eager(), Set.of());
    }

    /** A shape for the rows of selections that differ in nothing but what they fetch. */
    private PlanShape shape(List<CompiledSelection> selections, boolean eager, Set<EntityType<?>> path) {
        EntityType<?> type = selections.get(0).rows().type();
        PlanShape shape = new PlanShape(resolver, type, RowProjection.entity(type));
        fill(shape, selections, eager, path);
        return shape;
    }

    private void fill(PlanShape shape, List<CompiledSelection> selections, boolean eager, Set<EntityType<?>> path) {
        Set<EntityType<?>> further = new HashSet<>(path);
        further.add(shape.type());
        for (List<FetchBranch<?, ?>> equal : branches(shape.type(), selections, eager, path)) {
            for (List<FetchBranch<?, ?>> answered : together(equal)) {
                add(shape, answered, selections.get(0), eager, further);
            }
        }
    }

    private Iterable<List<FetchBranch<?, ?>>> branches(
            EntityType<?> type, List<CompiledSelection> selections, boolean eager, Set<EntityType<?>> path) {
        Map<GraphKey, List<FetchBranch<?, ?>>> named = new LinkedHashMap<>();
        for (CompiledSelection selection : selections) {
            for (FetchBranch<?, ?> branch : selection.branches()) {
                merge(named.computeIfAbsent(name(branch), any -> new ArrayList<>()), branch);
            }
        }
        if (eager) {
            // What leads back to a type that it came from would never end; a type's way to itself is gone once.
            resolver.eager(type).stream()
                    .filter(branch -> !path.contains(branch.relationship().target()))
                    .forEach(branch -> named.putIfAbsent(name(branch), List.of(branch)));
        }
        return named.values();
    }

    private GraphKey name(FetchBranch<?, ?> branch) {
        return new GraphKey(branch.alias(), branch.aggregate(), resolver.identity(branch.relationship()));
    }

    private static void merge(List<FetchBranch<?, ?>> equal, FetchBranch<?, ?> branch) {
        if (!equal.isEmpty() && !equal.get(0).sameAs(branch)) {
            throw new RefusedException(branch.relationship().name() + " is fetched twice in different ways"
                    + (branch.alias() == null ? "" : " as \"" + branch.alias() + "\"")
                    + ": give one of them another alias, fetch(\"recent\", "
                    + branch.relationship().name() + ", …)");
        }
        equal.add(branch);
    }

    private void add(
            PlanShape shape,
            List<FetchBranch<?, ?>> equal,
            CompiledSelection owners,
            boolean eager,
            Set<EntityType<?>> path) {
        FetchBranch<?, ?> branch = withLinks(equal);
        List<CompiledSelection> related =
                equal.stream().<CompiledSelection>map(FetchBranch::related).toList();
        boolean eagerBelow = eager && related.stream().allMatch(CompiledSelection::eager);
        if (branch.recursion() == null) {
            PlanShape target = shape(related, eagerBelow, path);
            Way way = JoinedBranches.way(branch, owners.rows(), target);
            shape.add(new PlanBranch(branch, shape.branches().size(), way, target));
        } else {
            shape.add(
                    new PlanBranch(branch, shape.branches().size(), Way.TREE, tree(branch, related, eagerBelow, path)));
        }
    }

    /** One that reads the links serves those that want the rows alone, unless a limit of links leaves fewer rows. */
    private static Collection<List<FetchBranch<?, ?>>> together(List<FetchBranch<?, ?>> equal) {
        Map<What, List<FetchBranch<?, ?>>> apart = equal.stream()
                .collect(Collectors.groupingBy(FetchBranch::what, LinkedHashMap::new, Collectors.toList()));
        boolean linksServe = apart.size() == 1 || equal.get(0).limitsLinksAsRows();
        return linksServe ? List.of(equal) : apart.values();
    }

    private static FetchBranch<?, ?> withLinks(List<FetchBranch<?, ?>> equal) {
        return equal.stream()
                .filter(branch -> branch.what() == What.LINKS)
                .findFirst()
                .orElse(equal.get(0));
    }

    /** The shape of what a recursion reaches: first the way on, then what else is fetched. */
    private PlanShape tree(
            FetchBranch<?, ?> branch, List<CompiledSelection> related, boolean eager, Set<EntityType<?>> path) {
        JoinedBranches.refuse(branch, "it is followed further");
        EntityType<?> type = branch.related().query().type();
        Ids.requireId(type, branch.relationship().name() + ".recursive(…)");
        PlanShape target = new PlanShape(resolver, type, RowProjection.entity(type));
        target.add(new PlanBranch(branch, 0, Way.STEP, target));
        fill(target, related, eager, path);
        return target;
    }
}
