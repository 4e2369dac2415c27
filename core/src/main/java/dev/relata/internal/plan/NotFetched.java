package dev.relata.internal.plan;

import dev.relata.error.NotFetchedException;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.spi.Aggregate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says that a graph was asked for what its plan did not fetch: what was fetched that is near to it and how to ask for that, and
 * the call that would fetch what was asked for.
 */
final class NotFetched {

    private final PlanShape shape;
    private final What what;
    private final @Nullable String alias;
    private final RelationshipType<?, ?> asked;
    private final @Nullable Aggregate aggregate;
    private final PlanMessages words;

    NotFetched(
            PlanShape shape,
            What what,
            @Nullable String alias,
            RelationshipType<?, ?> asked,
            @Nullable Aggregate aggregate) {
        this.shape = shape;
        this.what = what;
        this.alias = alias;
        this.asked = asked;
        this.aggregate = aggregate;
        this.words = new PlanMessages(shape.resolver().model());
    }

    NotFetchedException error() {
        String name = words.name(asked) + (alias == null ? "" : " as \"" + alias + "\"");
        List<String> near = near();
        String type = shape.type().name();
        String add = "add " + words.fetching(what, alias, asked, aggregate)
                + " to the selection, or to the fetch(…) in it that reads " + type;
        return new NotFetchedException(name + " was not fetched for this " + type
                + (near.isEmpty() ? "" : ", but " + String.join("; and ", near) + "; or")
                + (near.isEmpty() ? ": " : " ")
                + add + "; fetched: "
                + (shape.branches().isEmpty()
                        ? "nothing"
                        : words.fetching(shape).toString()));
    }

    private List<String> near() {
        List<String> near = new ArrayList<>();
        for (PlanBranch branch : shape.branches()) {
            if (sameRelation(branch)) {
                near.add(words.fetching(branch) + " was: ask " + words.asking(branch));
            } else if (otherSide(branch)) {
                near.add(words.fetching(branch) + " was, its other side: ask " + words.asking(branch));
            }
        }
        if (near.isEmpty()) {
            near.addAll(elsewhere());
        }
        return near;
    }

    private boolean sameRelation(PlanBranch branch) {
        return branch.relationship().owner() == asked.owner()
                && branch.relationship().association().equals(asked.association());
    }

    private boolean otherSide(PlanBranch branch) {
        return branch.relationship().association().equals(asked.association().flip());
    }

    /** The same on another level: above this one, or below it. */
    private List<String> elsewhere() {
        for (PlanShape above = shape.above(); above != null; above = above.above()) {
            if (fetches(above)) {
                return List.of("it was for the " + above.type().name() + " above: ask the graph of that one");
            }
        }
        List<PlanBranch> way = below(shape, new HashSet<>(Set.of(shape)));
        return way == null
                ? List.of()
                : List.of("it was for the "
                        + way.get(way.size() - 1).target().type().name() + " below: ask the graphs of "
                        + way.stream()
                                .map(branch -> words.asking("graphs", branch))
                                .map(call -> call.substring("graph".length()))
                                .collect(Collectors.joining(".get(…)", "graph", "")));
    }

    private boolean fetches(PlanShape other) {
        return other.branches().stream()
                .anyMatch(branch -> sameRelation(branch)
                        && Objects.equals(branch.aggregate(), aggregate)
                        && Objects.equals(branch.alias(), alias));
    }

    private @Nullable List<PlanBranch> below(PlanShape from, Set<PlanShape> known) {
        for (PlanBranch branch : from.branches()) {
            PlanShape target = branch.target();
            if (!branch.what().computed() && known.add(target)) {
                List<PlanBranch> further = fetches(target) ? List.of() : below(target, known);
                if (further != null) {
                    List<PlanBranch> way = new ArrayList<>(List.of(branch));
                    way.addAll(further);
                    return way;
                }
            }
        }
        return null;
    }
}
